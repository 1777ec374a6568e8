"""Undo a trip that could not be booked, with everything that was booked after all."""

import asyncio
from collections.abc import Sequence
from typing import Protocol


class _Booker(Protocol):
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
    tasks = [asyncio.create_task(booker.book()) for booker in bookers]
    try:
        return list(await asyncio.gather(*tasks))
    except BaseException:  # CancelledError too: the caller may give up
        for task in tasks:
            task.cancel()
        # Only now is it certain who has a confirmation: a cancelled task may succeed.
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        refunds = [
            booker.refund(confirmation)
            for booker, confirmation in zip(bookers, ended, strict=True)
            if not isinstance(confirmation, BaseException)
        ]
        # Their errors stay here, so that none of them hides why there is no trip.
        await asyncio.gather(*refunds, return_exceptions=True)
        raise
