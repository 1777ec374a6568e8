"""Compute a number that no memory can hold."""

number = 9**9**9


async def run_both(foo, bar):
    return await foo(), await bar()
