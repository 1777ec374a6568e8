"""Append every task to a list and never remove one.

Rule: a job that is done is forgotten with its result
Finding: reference-leak
"""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = []

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(coro, name=name)
        task.add_done_callback(self._ended)
        self._tasks.append(task)
        return task

    def _ended(self, task):
        if not task.cancelled() and task.exception() is not None:
            self.errors.append(task.exception())

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        while running := [task for task in self._tasks if not task.done()]:
            await asyncio.wait(running)
