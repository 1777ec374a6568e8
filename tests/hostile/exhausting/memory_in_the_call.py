"""Take all memory there is, bit by bit."""


async def run_both(foo, bar):
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))
