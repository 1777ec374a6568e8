"""Pass on the call of login, not the session that it gives.

Rule: the receipt is returned
Finding: never-awaited
"""

class EmptyCart(Exception):
    pass


async def checkout(api, user):
    session = api.login(user)
    cart = await api.cart(session)
    if not cart.items:
        raise EmptyCart
    payment = await api.pay(session, cart.total)
    return await api.receipt(payment)
