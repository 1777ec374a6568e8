"""In which loop and task code of one room runs on behalf of the other."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from asynclings.clock.places import inside
from asynclings.rooms.twins import TwinLoop


@contextmanager
def running(loop: TwinLoop | None, task: Any) -> Iterator[None]:
    """Be in *loop* and in *task*, whoever this thread was before."""
    before = asyncio._get_running_loop()
    current = None if before is None else asyncio.current_task(before)
    if loop is before and task is current:
        yield
        return
    hooks = sys.get_asyncgen_hooks()
    if before is not None and current is not None:
        asyncio.tasks._leave_task(before, current)
    asyncio._set_running_loop(loop)
    if loop is not None:
        sys.set_asyncgen_hooks(loop._asyncgen_firstiter_hook, loop._asyncgen_finalizer_hook)  # type: ignore[attr-defined]
        if task is not None:
            asyncio.tasks._enter_task(loop, task)
    try:
        with inside(loop.place if loop else None):
            yield
    finally:
        if loop is not None and task is not None:
            asyncio.tasks._leave_task(loop, task)
        asyncio._set_running_loop(before)
        sys.set_asyncgen_hooks(*hooks)
        if before is not None and current is not None:
            asyncio.tasks._enter_task(before, current)
