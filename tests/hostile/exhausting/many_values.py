"""Give back ten million numbers."""


async def run_both(foo, bar):
    return list(range(10_000_000))
