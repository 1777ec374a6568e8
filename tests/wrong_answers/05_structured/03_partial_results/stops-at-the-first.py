"""A TaskGroup without a wrapper: the first failure cancels the pings of the healthy hosts.

Rule: values and errors stand under their own hosts
Finding: first-error-only
"""

import asyncio


async def check_health(hosts, ping):
    tasks = {}
    try:
        async with asyncio.TaskGroup() as group:
            for host in hosts:
                tasks[host] = group.create_task(ping(host))
    except* Exception:
        pass
    latencies, errors = {}, {}
    for host, task in tasks.items():
        if task.cancelled():
            errors[host] = asyncio.CancelledError()
        elif task.exception():
            errors[host] = task.exception()
        else:
            latencies[host] = task.result()
    return latencies, errors
