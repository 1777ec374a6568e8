"""Raise, print and loop in __repr__ and __del__."""


class Trap:
    def __repr__(self):
        while True:
            pass

    __str__ = __repr__


async def run_both(foo, bar):
    return Trap()
