"""Return the call of the last step without awaiting it.

Rule: the receipt is returned
Finding: returns-coroutine
"""

class EmptyCart(Exception):
    pass


async def checkout(api, user):
    session = await api.login(user)
    cart = await api.cart(session)
    if not cart.items:
        raise EmptyCart
    payment = await api.pay(session, cart.total)
    return api.receipt(payment)
