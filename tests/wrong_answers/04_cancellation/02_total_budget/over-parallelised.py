"""All calls of recv() at once: the socket is read by ten at a time.

Rule: it is over when enough devices have replied
Finding: over-parallelised
"""

import asyncio


async def discover(recv, expected, budget):
    tasks = [asyncio.create_task(recv()) for _ in range(expected)]
    try:
        done, _ = await asyncio.wait(tasks, timeout=budget)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    return [task.result() for task in tasks if task in done]
