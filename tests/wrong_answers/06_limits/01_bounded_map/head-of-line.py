"""A window of tasks, of which always the oldest is awaited.

Rule: a free slot is used at once
Finding: head-of-line
"""

import asyncio
from collections import deque


async def bounded_map(fn, items, limit):
    window, results = deque(), []
    for item in items:
        if len(window) == limit:
            results.append(await window.popleft())
        window.append(asyncio.create_task(fn(item)))
    while window:
        results.append(await window.popleft())
    return results
