"""End the process in the middle of the call, with exit code 0."""

import os


async def run_both(foo, bar):
    os._exit(0)
