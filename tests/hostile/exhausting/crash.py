"""Write where there is no memory."""

import ctypes

ctypes.string_at(0)


async def run_both(foo, bar):
    return await foo(), await bar()
