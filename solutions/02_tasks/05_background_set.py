"""Run jobs in the background, and own them until they are done."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class BackgroundTasks:
    """Keeps each job alive until it is done, even when nobody else holds its task.

    A job that is done is forgotten, together with its result. `len()` gives the number
    of jobs that are not done yet. When a job fails, its exception is added to `errors`,
    and the other jobs go on. A job that is cancelled is no error.
    """

    errors: list[Exception]

    def __init__(self) -> None:
        self.errors = []
        self._tasks: set[asyncio.Task[object]] = set()

    def spawn(
        self,
        coro: Coroutine[Any, Any, object],
        *,
        name: str | None = None,
    ) -> asyncio.Task[object]:
        """Start `coro` as a task, and return that task, which has the given name."""
        task = asyncio.create_task(coro, name=name)
        self._tasks.add(task)  # the event loop itself holds a task only weakly
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return  # here, task.exception() would raise CancelledError
        error = task.exception()
        if isinstance(error, Exception):
            self.errors.append(error)

    def __len__(self) -> int:
        return len(self._tasks)

    async def join(self) -> None:
        """Wait until all jobs are done, also those that jobs have spawned meanwhile.

        With no job, `join` returns at once. No error of a job leaves `join`.
        """
        # A job may have spawned another one while we waited: look again.
        while self._tasks:
            await asyncio.wait(self._tasks)
