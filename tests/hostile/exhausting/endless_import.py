"""Never finish being imported."""

while True:
    pass


async def run_both(foo, bar):
    return await foo(), await bar()
