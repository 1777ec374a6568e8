"""Finish the commit that has begun, then end as asked.

Check:  nox -s grade -- shielded_commit
Read:   https://docs.python.org/3/library/asyncio-task.html#shielding-from-cancellation
"""

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
    # TODO: which of the two steps may be interrupted?
    # TODO: how do you protect the other one, and who waits for its end?
    # TODO: what becomes of the cancellation, and of an error that comes after it?
    raise NotImplementedError
