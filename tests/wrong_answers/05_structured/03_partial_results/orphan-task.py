"""asyncio.wait: when it is cancelled, the tasks that it waits for go on.

Rule: a caller that is cancelled takes all pings along
Finding: orphan-task
"""

import asyncio


async def check_health(hosts, ping):
    tasks = {host: asyncio.create_task(ping(host)) for host in hosts}
    await asyncio.wait(tasks.values())
    latencies, errors = {}, {}
    for host, task in tasks.items():
        if task.cancelled():
            errors[host] = asyncio.CancelledError()
        elif task.exception() is not None:
            errors[host] = task.exception()
        else:
            latencies[host] = task.result()
    return latencies, errors
