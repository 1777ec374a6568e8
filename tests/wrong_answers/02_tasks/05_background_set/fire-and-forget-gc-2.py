"""Hold the tasks in a WeakSet, so that they remove themselves; it keeps none alive.

Rule: a job is kept alive until it is done
Finding: fire-and-forget-gc
"""

import asyncio
from weakref import WeakSet


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = WeakSet()

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(coro, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task):
        if not task.cancelled() and task.exception() is not None:
            self.errors.append(task.exception())

    def __len__(self):
        return sum(not task.done() for task in self._tasks)

    async def join(self):
        while running := [task for task in self._tasks if not task.done()]:
            await asyncio.wait(running)
