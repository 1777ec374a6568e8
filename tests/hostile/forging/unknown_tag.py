"""Send a value with a tag that does not exist."""

from asynclings.rooms import values

values._PLAIN[tuple] = lambda value, things, depth: ["q", 1, 2, 3]


async def run_both(foo, bar):
    return "billed", "shipped"
