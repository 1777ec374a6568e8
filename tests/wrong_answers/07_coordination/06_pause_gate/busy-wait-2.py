"""Look again twice a second.

Rule: the next item begins the moment it is resumed
Finding: busy-wait
"""

import asyncio


class PausableRunner:
    def __init__(self):
        self._paused = False

    def pause(self):
        self._paused = True

    def resume(self):
        self._paused = False

    async def run(self, items, handle):
        count = 0
        for item in items:
            while self._paused:
                await asyncio.sleep(0.5)
            await handle(item)
            count += 1
        return count
