"""A set with a discard callback, and another callback for the errors."""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = set()

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(coro, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(self._note_error)
        return task

    def _note_error(self, task):
        if not task.cancelled() and (error := task.exception()):
            self.errors.append(error)

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        while self._tasks:
            await asyncio.wait(self._tasks)
