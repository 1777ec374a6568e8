"""A condition with a predicate; a task notifies, because resume cannot wait for the lock."""

import asyncio


class PausableRunner:
    def __init__(self):
        self._paused = False
        self._changed = asyncio.Condition()
        self._tasks = set()

    def pause(self):
        self._paused = True

    def resume(self):
        self._paused = False
        task = asyncio.ensure_future(self._notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def run(self, items, handle):
        count = 0
        for item in items:
            async with self._changed:
                await self._changed.wait_for(lambda: not self._paused)
            await handle(item)
            count += 1
        return count

    async def _notify(self):
        async with self._changed:
            self._changed.notify_all()
