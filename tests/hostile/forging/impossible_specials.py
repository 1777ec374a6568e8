"""Ask what was handed over for its __reduce__, __class__ and __init_subclass__."""

import gc

from asynclings.rooms.border import Border


def border():
    return next(each for each in gc.get_objects() if type(each) is Border)


async def run_both(foo, bar):
    return border().request("special", foo._room_number, "__reduce__", (), {})
