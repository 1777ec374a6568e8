"""Ask all mirrors of a file, and take the first good answer."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


async def fastest(mirrors: Sequence[Callable[[], Awaitable[T]]]) -> T:
    """Ask all mirrors at the same time, and return the first answer that comes.

    A mirror that fails is skipped. When there is an answer, the other mirrors are cancelled
    at once, and when they have cleaned up, it is returned. When two answers come at the
    same instant, it is either of them. When all mirrors fail, an ExceptionGroup with all
    their errors leaves, once the last one has failed. No mirrors at all raise ValueError.
    When the caller is cancelled, so are all mirrors, at the same instant, and when they
    have cleaned up, CancelledError leaves.
    """
    tasks = [asyncio.ensure_future(mirror()) for mirror in mirrors]
    errors: list[Exception] = []
    try:
        for finished in asyncio.as_completed(tasks):
            try:
                return await finished
            # The first to finish may have failed; then there are other mirrors.
            except Exception as error:  # noqa: BLE001 - whatever its error is
                errors.append(error)
    finally:  # with an answer, with an error, or cancelled: nobody is left running
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    # Without any error, there was no mirror: such a group is a ValueError.
    raise ExceptionGroup("no mirror has answered", errors)
