"""A list of futures, one for each run that waits."""

import asyncio


class PausableRunner:
    def __init__(self):
        self._paused = False
        self._waiting = []

    def pause(self):
        self._paused = True

    def resume(self):
        self._paused = False
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def run(self, items, handle):
        count = 0
        for item in items:
            while self._paused:
                waiter = asyncio.get_running_loop().create_future()
                self._waiting.append(waiter)
                await waiter
            await handle(item)
            count += 1
        return count
