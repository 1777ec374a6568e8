"""Start the task and hold it nowhere: asyncio.all_tasks() knows it, but only weakly.

Rule: a job is kept alive until it is done
Finding: fire-and-forget-gc
"""

import asyncio


class BackgroundTasks:
    def __init__(self):
        self.errors = []

    def spawn(self, coro, *, name=None):
        return asyncio.create_task(coro, name=name)

    def __len__(self):
        return len(self._jobs())

    async def join(self):
        while jobs := self._jobs():
            await asyncio.wait(jobs)

    def _jobs(self):
        return asyncio.all_tasks() - {asyncio.current_task()}
