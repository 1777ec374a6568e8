"""Start a program's async part from its ordinary part, once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence


async def _run_all(jobs: Sequence[Callable[[], Awaitable[int]]]) -> int:
    total = 0
    for job in jobs:
        total += await job()
    return total


def main(jobs: Sequence[Callable[[], Awaitable[int]]]) -> int:
    """Run the async functions in `jobs` and return the sum of their results.

    A job starts when the one before it has ended. All jobs of one call run in the same
    event loop. Before `main` ends, it closes async generators that the jobs left open,
    and the loop. What a job raises leaves `main` as it is, and no further job is started.
    When a job fails, the loop is closed too. `main` can be called again.
    """
    # Makes a loop, runs the one coroutine, closes what is open and then the loop itself,
    # whether a job failed or not.
    return asyncio.run(_run_all(jobs))
