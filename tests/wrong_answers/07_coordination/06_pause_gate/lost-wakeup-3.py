"""One future for whoever waits: a second run overwrites that of the first.

Rule: all runs are paused and resumed
Finding: lost-wakeup
"""

import asyncio


class PausableRunner:
    def __init__(self):
        self._paused = False
        self._waiter = None

    def pause(self):
        self._paused = True

    def resume(self):
        self._paused = False
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    async def run(self, items, handle):
        count = 0
        for item in items:
            if self._paused:
                self._waiter = asyncio.get_running_loop().create_future()
                await self._waiter
            await handle(item)
            count += 1
        return count
