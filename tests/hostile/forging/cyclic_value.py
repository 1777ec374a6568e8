"""Give back a list that holds itself."""


async def run_both(foo, bar):
    value = []
    value.append(value)
    return value
