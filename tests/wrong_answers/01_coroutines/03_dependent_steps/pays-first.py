"""Look into the cart after the payment.

Rule: nothing is paid for an empty cart
Finding: none
"""

class EmptyCart(Exception):
    pass


async def checkout(api, user):
    session = await api.login(user)
    cart = await api.cart(session)
    payment = await api.pay(session, cart.total)
    if not cart.items:
        raise EmptyCart
    return await api.receipt(payment)
