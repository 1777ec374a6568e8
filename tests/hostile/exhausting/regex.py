"""Match a pattern that takes longer than the universe."""

import re

re.match(r"(a+)+$", "a" * 64 + "b")


async def run_both(foo, bar):
    return await foo(), await bar()
