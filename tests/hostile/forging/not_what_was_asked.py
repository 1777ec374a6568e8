"""Give back the functions themselves, as if they were their results."""


async def run_both(foo, bar):
    return foo, bar
