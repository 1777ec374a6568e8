"""asyncio.wait for two futures, then their results."""

import asyncio


async def run_both(foo, bar):
    tasks = [asyncio.ensure_future(service()) for service in (foo, bar)]
    await asyncio.wait(tasks)
    return tuple(task.result() for task in tasks)
