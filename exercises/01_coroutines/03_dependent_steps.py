"""Check out of a shop in four steps, each of which needs the one before.

Check:  nox -s grade -- dependent_steps
Read:   https://docs.python.org/3/library/asyncio-task.html#awaitables
"""

from typing import Any, Protocol


class EmptyCart(Exception):  # noqa: N818 - the shop calls it so
    """The cart holds nothing to pay for."""


class _Shop(Protocol):  # what you are given; there is nothing to change here
    async def login(self, user: str) -> Any: ...  # a session
    async def cart(self, session: Any) -> Any: ...  # a cart: it has `items` (a list) and a `total`
    async def pay(self, session: Any, total: int) -> Any: ...  # a payment
    async def receipt(self, payment: Any) -> Any: ...  # a receipt


async def checkout(api: _Shop, user: str) -> Any:
    """Log in, read the cart, pay its total, and return the receipt.

    Each step is given the values of the steps before it. Each step starts when the one
    before it has ended. When the cart has no items, `EmptyCart` is raised and nothing is
    paid. What a step raises reaches the caller as it is, and no further step is taken.
    """
    # TODO: take the four steps.
    # TODO: look into the cart before you pay.
    raise NotImplementedError
