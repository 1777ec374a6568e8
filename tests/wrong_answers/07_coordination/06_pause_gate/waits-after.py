"""Wait after each item, instead of before it.

Rule: a run that begins in a pause waits for its end
Finding: none
"""

import asyncio


class PausableRunner:
    def __init__(self):
        self._running = asyncio.Event()
        self._running.set()

    def pause(self):
        self._running.clear()

    def resume(self):
        self._running.set()

    async def run(self, items, handle):
        count = 0
        for item in items:
            await handle(item)
            count += 1
            await self._running.wait()
        return count
