"""Give back a text of a hundred megabytes."""


async def run_both(foo, bar):
    return "x" * 100_000_000
