"""Undo a trip that could not be booked, with everything that was booked after all.

Bug report
    A customer wanted a flight, a hotel and a car. The flight was full, so there was no
    trip, and the hotel was refunded. Three weeks later a car waits at the airport, and the
    customer gets the bill. He is not the first one.

Once a booking is on its way, nobody can call it back. It may still succeed after it has
been cancelled: then it gives its confirmation as if nothing had happened.

Check:  nox -s grade -- fix_gather_leak
Read:   https://docs.python.org/3/library/asyncio-task.html#asyncio.gather
        https://docs.python.org/3/library/asyncio-task.html#asyncio.Task.cancel
"""

import asyncio
from collections.abc import Sequence
from typing import Protocol


class _Booker(Protocol):  # what you are given; there is nothing to change here
    async def book(self) -> str: ...  # gives the number of the confirmation
    async def refund(self, confirmation: str) -> None: ...


async def reserve_trip(bookers: Sequence[_Booker]) -> list[str]:
    """Book with all `bookers` at the same time, and return the confirmations in their order.

    When a booking fails, the others are cancelled at once. When all of them have ended,
    every confirmation that came, however late, is refunded by its own booker, all at the
    same time. Then the error of that booking leaves, plain or in an ExceptionGroup. A
    refund that fails neither stops another one nor hides that error. When the caller is
    cancelled, the bookings end in the same way, and CancelledError leaves.
    """
    # TODO: which bookings are still on their way when gather raises?
    # TODO: when is it certain who has a confirmation?
    tasks = [asyncio.create_task(booker.book()) for booker in bookers]
    try:
        return list(await asyncio.gather(*tasks))
    except Exception:
        for booker, task in zip(bookers, tasks, strict=True):
            if task.done() and task.exception() is None:
                await booker.refund(task.result())
        raise
