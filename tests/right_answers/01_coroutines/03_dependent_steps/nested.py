"""The last two steps in one expression."""

class EmptyCart(Exception):
    pass


async def checkout(api, user):
    session = await api.login(user)
    cart = await api.cart(session)
    if not cart.items:
        raise EmptyCart("nothing to pay for")
    return await api.receipt(await api.pay(session, cart.total))
