"""A wrapper that catches BaseException takes a cancellation for an error.

Rule: a job that is cancelled is no error
Finding: swallowed-cancel
"""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = set()

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(self._guard(coro), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _guard(self, coro):
        try:
            return await coro
        except BaseException as error:
            self.errors.append(error)

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        while self._tasks:
            await asyncio.wait(self._tasks)
