"""Ask for the private attributes of what was handed over."""

import gc

from asynclings.rooms.border import Border


def border():
    return next(each for each in gc.get_objects() if type(each) is Border)


async def run_both(foo, bar):
    found = []
    for name in ("__globals__", "__class__", "__dict__", "_returns", "__init__"):
        found.append(border().request("attr", foo._room_number, name))
    return tuple(found)
