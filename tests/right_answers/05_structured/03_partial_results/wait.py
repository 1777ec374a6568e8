"""create_task, asyncio.wait, then look how each task has ended."""

import asyncio


async def check_health(hosts, ping):
    tasks = {host: asyncio.create_task(ping(host)) for host in hosts}
    try:
        await asyncio.wait(tasks.values())
    except asyncio.CancelledError:
        for task in tasks.values():
            task.cancel()
        await asyncio.wait(tasks.values())
        raise
    latencies, errors = {}, {}
    for host, task in tasks.items():
        if task.cancelled():
            errors[host] = asyncio.CancelledError("the ping was cancelled")
        elif error := task.exception():
            errors[host] = error
        else:
            latencies[host] = task.result()
    return latencies, errors
