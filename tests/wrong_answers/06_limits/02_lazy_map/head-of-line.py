"""A window of tasks, of which always the oldest is awaited.

Rule: each result comes as soon as it is there
Finding: head-of-line
"""

import asyncio
from collections import deque


async def map_unordered(fn, source, limit):
    window = deque()
    try:
        for item in source:
            window.append(asyncio.create_task(fn(item)))
            if len(window) == limit:
                yield await window.popleft()
        while window:
            yield await window.popleft()
    finally:
        for task in window:
            task.cancel()
        await asyncio.gather(*window, return_exceptions=True)
