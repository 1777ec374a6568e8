"""Await the tasks in turn with except Exception: one CancelledError ends it all.

Rule: a ping that ends cancelled has failed
Finding: cancel-as-error
"""

import asyncio


async def check_health(hosts, ping):
    tasks = {host: asyncio.create_task(ping(host)) for host in hosts}
    latencies, errors = {}, {}
    try:
        for host, task in tasks.items():
            try:
                latencies[host] = await task
            except Exception as error:
                errors[host] = error
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return latencies, errors
