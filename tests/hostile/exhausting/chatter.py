"""Ask the judge for one thing after the other, without end."""


async def run_both(foo, bar):
    while True:
        repr(foo.name)
