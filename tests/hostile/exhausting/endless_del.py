"""Never come back from __del__."""


class Trap:
    def __del__(self):
        while True:
            pass


async def run_both(foo, bar):
    Trap()
    return "billed", "shipped"
