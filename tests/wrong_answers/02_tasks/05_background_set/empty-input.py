"""asyncio.wait until nothing is left, without a look whether there is anything.

Rule: with no job join returns at once
Finding: empty-input
"""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = set()

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(coro, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task):
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.errors.append(task.exception())

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        await asyncio.wait(self._tasks)
        while self._tasks:
            await asyncio.wait(self._tasks)
