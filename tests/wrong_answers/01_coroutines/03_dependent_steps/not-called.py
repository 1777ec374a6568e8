"""Await the method login, without calling it.

Rule: the receipt is returned
Finding: not-called
"""

class EmptyCart(Exception):
    pass


async def checkout(api, user):
    session = await api.login
    cart = await api.cart(session)
    if not cart.items:
        raise EmptyCart
    payment = await api.pay(session, cart.total)
    return await api.receipt(payment)
