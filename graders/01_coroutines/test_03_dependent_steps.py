"""Four steps, each of which needs the one before: what is asked."""

from itertools import pairwise

import pytest

from asynclings.probes import Record, Service, Services, proves

SESSION = Record("Session")
CART = Record("Cart", items=["tea", "cup"], total=30)
NOTHING = Record("Cart", items=[], total=0)
PAYMENT = Record("Payment")
RECEIPT = Record("Receipt", number=7)


def shop(login=0.3, cart=0.2, pay=0.5, receipt=0.1, *, holds=CART, cart_fails=None, pay_fails=None):
    """A shop whose services take that many seconds."""
    return Services(
        login=Service("login", login, SESSION),
        cart=Service("cart", cart, holds, raises=cart_fails),
        pay=Service("pay", pay, PAYMENT, raises=pay_fails),
        receipt=Service("receipt", receipt, RECEIPT),
    )


def calls_of(api):
    """Every call, with what it was given."""
    steps = (api.login, api.cart, api.pay, api.receipt)
    return [(step.name, *given) for step in steps for given in step.calls]


async def test_the_receipt_is_returned(submission):
    """Log in, read the cart, pay its total, and return the receipt."""
    api = shop()

    receipt = await submission.checkout(api, "ada")

    assert receipt == RECEIPT


async def test_each_step_is_given_values(submission):
    """Each step is given the values of the steps before it."""
    api = shop()

    await submission.checkout(api, "ada")

    assert calls_of(api) == [
        ("login", "ada"),
        ("cart", SESSION),
        ("pay", SESSION, 30),
        ("receipt", PAYMENT),
    ], "each call, with what it was given"


async def test_each_step_starts_when_the_one_before_it_has_ended(submission, timeline, pace):
    """Each step starts when the one before it has ended."""
    login, cart, pay, receipt = pace(0.3, 0.2, 0.5, 0.1)
    paid = login + cart + pay

    await submission.checkout(shop(login, cart, pay, receipt), "ada")

    assert timeline == {
        "login ada": (0, login),
        "cart Session()": (login, login + cart),
        "pay Session()": (login + cart, paid),
        "receipt Payment()": (paid, paid + receipt),
    }, "four steps, one after the other"


async def test_an_unreadable_cart_ends_the_checkout(submission):
    """What a step raises reaches the caller as it is, and no further step is taken."""
    api = shop(cart_fails=ConnectionError("no answer"))

    with pytest.raises(ConnectionError, match="no answer"):
        await submission.checkout(api, "ada")

    assert api.pay.calls == [], "calls of pay() after cart() had failed"


async def test_a_refused_payment_ends_the_checkout(submission):
    """What a step raises reaches the caller as it is, and no further step is taken."""
    api = shop(pay_fails=PermissionError("card refused"))

    with pytest.raises(PermissionError, match="card refused"):
        await submission.checkout(api, "ada")

    assert api.receipt.calls == [], "calls of receipt() after pay() had failed"


async def test_nothing_is_paid_for_an_empty_cart(submission):
    """When the cart has no items, `EmptyCart` is raised and nothing is paid."""
    api = shop(holds=NOTHING)

    with pytest.raises(submission.EmptyCart):
        await submission.checkout(api, "ada")

    assert api.pay.calls == [], "calls of pay() for an empty cart"


@proves("over-parallelised", next_step="Await each step before you take the next one.")
def a_step_began_before_its_input_was_there(seen):
    steps = [next(iter(seen.calls(name)), None) for name in ("login", "cart", "pay", "receipt")]
    for before, after in pairwise(step for step in steps if step):
        if before.end is None or after.start < before.end:
            name, needed = after.name.split()[0], before.name.split()[0]
            return f"{name}() was called at {after.start:g} s, when {needed}() had not ended."
    return None


@proves("bare-except", next_step="Let the error travel to the caller: nobody asked for a default.")
def an_error_was_hidden(seen):
    failed = [call for call in seen.calls() if call.outcome.startswith("raised")]
    if not (seen.returned and failed):
        return None
    return f"{failed[0].name.split()[0]}() {failed[0].outcome}, but checkout() returned a value."
