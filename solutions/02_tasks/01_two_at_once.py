"""Ask two services at once, and wait for both."""

import asyncio
from collections.abc import Awaitable, Callable


async def run_both(
    foo: Callable[[], Awaitable[str]],
    bar: Callable[[], Awaitable[str]],
) -> tuple[str, str]:
    """Return what both services answer, as a tuple with foo's answer first.

    Both calls are in flight at the same time. The two together take as long as the
    slower one, and not a moment longer.
    """
    # gather makes a task of each before it waits, and keeps the order of its arguments,
    # whichever is faster. It gives a list.
    first, second = await asyncio.gather(foo(), bar())
    return first, second
