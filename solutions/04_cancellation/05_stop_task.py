"""Stop a task, and know how it ended."""

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
    if task is asyncio.current_task():
        raise RuntimeError("a task cannot wait for its own end")
    task.cancel()  # does nothing to a task that is done
    # wait() raises nothing of the task's. So a CancelledError here is our own, and goes on.
    await asyncio.wait({task})
    if task.cancelled():  # asked first: result() would raise CancelledError
        return None
    return task.result()
