"""Ask for the receipt while the payment is still being made.

Rule: the receipt is returned
Finding: over-parallelised
"""

import asyncio


class EmptyCart(Exception):
    pass


async def checkout(api, user):
    session = await api.login(user)
    cart = await api.cart(session)
    if not cart.items:
        raise EmptyCart
    payment = asyncio.create_task(api.pay(session, cart.total))
    return await api.receipt(payment)
