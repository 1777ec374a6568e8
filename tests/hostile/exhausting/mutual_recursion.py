"""Have the judge call back, and call the judge from there, without end."""

import gc

from asynclings.rooms.border import Border


def border():
    return next(each for each in gc.get_objects() if type(each) is Border)


async def run_both(foo, bar):
    way = border()
    while True:
        way.request("attr", foo._room_number, "name")
        way.post("watch", 1)
