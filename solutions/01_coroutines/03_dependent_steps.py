"""Check out of a shop in four steps, each of which needs the one before."""

from typing import Any, Protocol


class EmptyCart(Exception):  # noqa: N818 - the shop calls it so
    """The cart holds nothing to pay for."""


class _Shop(Protocol):
    async def login(self, user: str) -> Any: ...
    async def cart(self, session: Any) -> Any: ...
    async def pay(self, session: Any, total: int) -> Any: ...
    async def receipt(self, payment: Any) -> Any: ...


async def checkout(api: _Shop, user: str) -> Any:
    """Log in, read the cart, pay its total, and return the receipt.

    Each step is given the values of the steps before it. Each step starts when the one
    before it has ended. When the cart has no items, `EmptyCart` is raised and nothing is
    paid. What a step raises reaches the caller as it is, and no further step is taken.
    """
    session = await api.login(user)
    cart = await api.cart(session)
    if not cart.items:
        raise EmptyCart
    # One step after the other is no waste of time here: none could start sooner.
    payment = await api.pay(session, cart.total)
    return await api.receipt(payment)
