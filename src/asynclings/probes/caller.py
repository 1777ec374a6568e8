"""A caller that loses patience: it cancels what it has called."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from asynclings.probes.service import timeline_of_the_loop

#: Virtual seconds after the last cancellation; whatever is not over by then goes on for ever.
PATIENCE_SECONDS = 5.0


async def cancel_at(
    instants: float | Sequence[float], call: Coroutine[Any, Any, Any]
) -> asyncio.Task[Any]:
    """Run *call* as a task, cancel it at *instants*, return the task when it is over.

    The timeline gets a mark for its end: ``cancelled``, ``returned 42``, or ``still running``
    when it is not over 5 s after the last cancellation. Its error is raised.

    Args:
        instants: Virtual seconds, as on the timeline; one, or several.
        call: What is called.
    """
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(call, name="the caller")
    for instant in [instants] if isinstance(instants, int | float) else instants:
        await asyncio.wait([task], timeout=instant - loop.time())
        task.cancel()
    await asyncio.wait([task], timeout=PATIENCE_SECONDS)
    timeline, now = timeline_of_the_loop()
    timeline.mark(_ending(task), now)
    return task


def _ending(task: asyncio.Task[Any]) -> str:
    if not task.done():
        return "still running"
    if task.cancelled():
        return "cancelled"
    return f"returned {task.result()}"
