"""Stop a task, and know how it ended.

Check:  nox -s grade -- stop_task
Read:   https://docs.python.org/3/library/asyncio-task.html#asyncio.Task.cancel
"""

import asyncio
from typing import TypeVar

T = TypeVar("T")


async def stop(task: asyncio.Task[T]) -> T | None:
    """Cancel `task`, wait until it has cleaned up and is over, and return None.

    When it was done already, or finishes in spite of the cancellation, its value is
    returned. When it failed, before or during its clean-up, its exception is raised. When
    the caller is cancelled while it waits for the task, the caller ends cancelled.
    Nothing wakes up in between to look at the task. A task that tries to stop itself gets
    a RuntimeError.
    """
    # TODO: how do you wait for the end of the task, however it ends?
    # TODO: a CancelledError arrives. Is it the task's or your own?
    # TODO: in which order do you ask the task how it ended?
    raise NotImplementedError
