"""End the program while it is imported, with exit code 0."""

import sys

sys.exit(0)


async def run_both(foo, bar):
    return await foo(), await bar()
