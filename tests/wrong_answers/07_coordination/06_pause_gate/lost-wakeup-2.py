"""resume makes a new event that is set; the runs wait for the old one.

Rule: the next item begins the moment it is resumed
Finding: lost-wakeup
"""

import asyncio


class PausableRunner:
    def __init__(self):
        self.resume()

    def pause(self):
        self._running = asyncio.Event()

    def resume(self):
        self._running = asyncio.Event()
        self._running.set()

    async def run(self, items, handle):
        count = 0
        for item in items:
            await self._running.wait()
            await handle(item)
            count += 1
        return count
