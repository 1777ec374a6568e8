"""A dict from names to tasks."""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = {}

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(coro, name=name)
        self._tasks[task.get_name()] = task
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task):
        del self._tasks[task.get_name()]
        if not task.cancelled() and task.exception() is not None:
            self.errors.append(task.exception())

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        while self._tasks:
            await asyncio.wait(self._tasks.values())
