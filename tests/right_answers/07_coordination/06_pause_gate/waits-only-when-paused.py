"""Ask is_set() first, and wait only then."""

import asyncio


class PausableRunner:
    def __init__(self):
        self._go = asyncio.Event()
        self._go.set()

    def pause(self):
        self._go.clear()

    def resume(self):
        self._go.set()

    async def run(self, items, handle):
        count = 0
        for item in items:
            if not self._go.is_set():
                await self._go.wait()
            await handle(item)
            count += 1
        return count
