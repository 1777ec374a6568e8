"""Iterate over the dict while the tasks remove themselves from it.

Rule: a job is kept alive until it is done
Finding: mutate-while-iterating
"""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = {}

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(coro, name=name)
        self._tasks[task] = name
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task):
        self._tasks.pop(task, None)
        if not task.cancelled() and task.exception() is not None:
            self.errors.append(task.exception())

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        for task in self._tasks:
            await task
