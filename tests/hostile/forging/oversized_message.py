"""Announce a message of four gigabytes."""

import gc

from asynclings.rooms.border import Border


def border():
    return next(each for each in gc.get_objects() if type(each) is Border)


async def run_both(foo, bar):
    line = border().wire.line
    line.setblocking(True)
    line.sendall(b"\xff\xff\xff\xff" + b"x" * 1000)
    return "billed", "shipped"
