"""join waits for an event that the last job sets."""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = set()
        self._idle = asyncio.Event()
        self._idle.set()

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(coro)
        if name is not None:
            task.set_name(name)
        self._tasks.add(task)
        self._idle.clear()
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task):
        self._tasks.remove(task)
        if not task.cancelled() and task.exception() is not None:
            self.errors.append(task.exception())
        if not self._tasks:
            self._idle.set()

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        await self._idle.wait()
