"""Give back a value that is nested a hundred thousand deep."""


async def run_both(foo, bar):
    value = ()
    for _ in range(100_000):
        value = (value,)
    return value
