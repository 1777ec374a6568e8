"""End the process while it is imported, with exit code 0."""

import os

os._exit(0)


async def run_both(foo, bar):
    return await foo(), await bar()
