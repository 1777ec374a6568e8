"""A future, made in pause and resolved in resume, shared by all runs."""

import asyncio


class PausableRunner:
    def __init__(self):
        self._resumed = None

    def pause(self):
        if self._resumed is None:
            self._resumed = asyncio.get_running_loop().create_future()

    def resume(self):
        if self._resumed is not None:
            self._resumed.set_result(None)
            self._resumed = None

    async def run(self, items, handle):
        count = 0
        for item in items:
            while self._resumed is not None:
                await asyncio.shield(self._resumed)
            await handle(item)
            count += 1
        return count
