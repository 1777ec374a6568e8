"""Print without end."""

while True:
    print("x" * 10_000)


async def run_both(foo, bar):
    return await foo(), await bar()
