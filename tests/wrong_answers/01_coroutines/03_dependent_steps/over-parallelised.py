"""Gather the first steps, though each needs a value of the one before.

Rule: each step is given values
Finding: over-parallelised
"""

import asyncio


class EmptyCart(Exception):
    pass


async def checkout(api, user):
    session, cart = await asyncio.gather(api.login(user), api.cart(None))
    if not cart.items:
        raise EmptyCart
    payment = await api.pay(session, cart.total)
    return await api.receipt(payment)
