"""resume sets an event that nobody clears.

Rule: it can be paused again
Finding: event-not-cleared
"""

import asyncio


class PausableRunner:
    def __init__(self):
        self._paused = False
        self._resumed = asyncio.Event()

    def pause(self):
        self._paused = True

    def resume(self):
        self._paused = False
        self._resumed.set()

    async def run(self, items, handle):
        count = 0
        for item in items:
            if self._paused:
                await self._resumed.wait()
            await handle(item)
            count += 1
        return count
