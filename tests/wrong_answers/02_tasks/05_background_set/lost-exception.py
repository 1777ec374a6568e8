"""Discard the task when it is done, and never look at its exception.

Rule: a job that fails is noted and disturbs no other
Finding: lost-exception
"""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = set()

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(coro, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        while self._tasks:
            await asyncio.wait(self._tasks)
