"""The empty cart in the else branch, the errors caught and raised again."""

class EmptyCart(Exception):
    pass


async def checkout(api, user):
    try:
        session = await api.login(user)
        cart = await api.cart(session)
        if len(cart.items) > 0:
            payment = await api.pay(session, cart.total)
            receipt = await api.receipt(payment)
        else:
            raise EmptyCart(user)
    except Exception as error:
        print("checkout failed:", error)
        raise
    return receipt
