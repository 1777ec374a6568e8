"""A wrapper coroutine with try, except and finally that signs itself off."""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []
        self._tasks = set()

    def spawn(self, coro, *, name=None):
        task = asyncio.create_task(self._own(coro), name=name)
        self._tasks.add(task)
        return task

    async def _own(self, coro):
        try:
            return await coro
        except Exception as error:
            self.errors.append(error)
        finally:
            self._tasks.discard(asyncio.current_task())

    def __len__(self):
        return len(self._tasks)

    async def join(self):
        while self._tasks:
            await asyncio.wait(self._tasks)
