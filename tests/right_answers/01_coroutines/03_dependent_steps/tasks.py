"""A task for each step, awaited before the next: needless, but correct."""

import asyncio


class EmptyCart(Exception):
    pass


async def checkout(api, user):
    session = await asyncio.create_task(api.login(user))
    cart = await asyncio.create_task(api.cart(session))
    if not cart.items:
        raise EmptyCart
    payment = await asyncio.create_task(api.pay(session, cart.total))
    return await asyncio.create_task(api.receipt(payment))
