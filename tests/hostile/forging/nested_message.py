"""Send brackets within brackets within brackets."""

import gc

from asynclings.rooms.border import Border


def border():
    return next(each for each in gc.get_objects() if type(each) is Border)


async def run_both(foo, bar):
    body = b"[" * 1_000_000 + b"]" * 1_000_000
    line = border().wire.line
    line.setblocking(True)
    line.sendall(len(body).to_bytes(4, "big") + body)
    return "billed", "shipped"
