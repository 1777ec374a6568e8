"""Run jobs in the background, and own them until they are done.

Check:  nox -s grade -- background_set
Read:   https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task
"""

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
        # TODO: what do you need to remember?
        raise NotImplementedError

    def spawn(
        self,
        coro: Coroutine[Any, Any, object],
        *,
        name: str | None = None,
    ) -> asyncio.Task[object]:
        """Start `coro` as a task, and return that task, which has the given name."""
        # TODO: who holds the task while it runs, and who lets go of it?
        # TODO: who looks at its exception?
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    async def join(self) -> None:
        """Wait until all jobs are done, also those that jobs have spawned meanwhile.

        With no job, `join` returns at once. No error of a job leaves `join`.
        """
        # TODO: jobs come and go while you wait.
        raise NotImplementedError
