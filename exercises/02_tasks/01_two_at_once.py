"""Ask two services at once, and wait for both.

Check:  nox -s grade -- two_at_once
Read:   https://docs.python.org/3/library/asyncio-task.html#creating-tasks
"""

from collections.abc import Awaitable, Callable


async def run_both(
    foo: Callable[[], Awaitable[str]],
    bar: Callable[[], Awaitable[str]],
) -> tuple[str, str]:
    """Return what both services answer, as a tuple with foo's answer first.

    Both calls are in flight at the same time. The two together take as long as the
    slower one, and not a moment longer.
    """
    # TODO: start both calls before you wait for either.
    # TODO: wait for both, and return their answers in the order that was asked for.
    raise NotImplementedError
