"""The event stands for the pause, and the runs wait for it.

Rule: the items are handled one after the other
Finding: none
"""

import asyncio


class PausableRunner:
    def __init__(self):
        self._paused = asyncio.Event()

    def pause(self):
        self._paused.set()

    def resume(self):
        self._paused.clear()

    async def run(self, items, handle):
        count = 0
        for item in items:
            await self._paused.wait()
            await handle(item)
            count += 1
        return count
