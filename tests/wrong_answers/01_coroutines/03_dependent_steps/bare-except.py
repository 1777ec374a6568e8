"""Catch everything and answer None.

Rule: an unreadable cart ends the checkout
Finding: bare-except
"""

class EmptyCart(Exception):
    pass


async def checkout(api, user):
    try:
        session = await api.login(user)
        cart = await api.cart(session)
        if not cart.items:
            raise EmptyCart
        payment = await api.pay(session, cart.total)
        return await api.receipt(payment)
    except Exception:
        return None
