"""Never come back from a call."""


async def run_both(foo, bar):
    while True:
        pass
