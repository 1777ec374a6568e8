"""A flag says whether it is paused; an event that is set and cleared at once wakes all."""

import asyncio


class PausableRunner:
    def __init__(self):
        self._paused = False
        self._news = asyncio.Event()

    def pause(self):
        self._paused = True

    def resume(self):
        self._paused = False
        self._news.set()
        self._news.clear()

    async def run(self, items, handle):
        count = 0
        for item in items:
            while self._paused:
                await self._news.wait()
            await handle(item)
            count += 1
        return count
