"""Take all memory there is."""

hoard = [bytearray(1 << 26) for _ in range(1000)]


async def run_both(foo, bar):
    return await foo(), await bar()
