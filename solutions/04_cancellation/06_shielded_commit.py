"""Finish the commit that has begun, then end as asked."""

import asyncio
from collections.abc import Awaitable, Callable


async def submit(
    validate: Callable[[], Awaitable[None]],
    commit: Callable[[], Awaitable[int]],
    on_orphan_error: Callable[[BaseException], None],
) -> int:
    """Validate, then commit, and return the number that `commit()` gives.

    An error of `validate()` or `commit()` leaves as it is. When the caller is cancelled
    during `validate()`, the call ends cancelled at once, and nothing is committed. When
    the caller is cancelled during `commit()`, the commit goes on undisturbed, and the call
    ends cancelled when the commit has ended. Further cancellations change nothing about
    that. When the commit fails after a cancellation, the call ends cancelled all the same,
    and `on_orphan_error(error)` is called once. Without a cancellation, it is never called.
    """
    await validate()
    committing = asyncio.ensure_future(commit())  # ours to hold: shield alone would drop it
    cancelled: asyncio.CancelledError | None = None
    while not committing.done():
        try:
            # Unlike `await committing`, this does not pass a cancellation on to the commit,
            # and raises no error of its own.
            await asyncio.wait({committing})
        except asyncio.CancelledError as error:
            cancelled = error  # honoured below; meanwhile there may come more of them
    if cancelled is None:
        return committing.result()
    failure = committing.exception()
    if failure is not None:
        on_orphan_error(failure)
    raise cancelled
