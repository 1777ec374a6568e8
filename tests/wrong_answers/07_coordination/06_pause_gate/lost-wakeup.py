"""A new event for each pause: whoever waits for the old one is forgotten.

Rule: to pause twice is the same as to pause once
Finding: lost-wakeup
"""

import asyncio


class PausableRunner:
    def __init__(self):
        self._resumed = None

    def pause(self):
        self._resumed = asyncio.Event()

    def resume(self):
        if self._resumed:
            self._resumed.set()
            self._resumed = None

    async def run(self, items, handle):
        count = 0
        for item in items:
            if self._resumed:
                await self._resumed.wait()
            await handle(item)
            count += 1
        return count
