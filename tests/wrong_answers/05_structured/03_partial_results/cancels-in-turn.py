"""Await the tasks in turn: a cancellation reaches the first, and the others when that is over.

Rule: a caller that is cancelled takes all pings along
Finding: sequential-awaits
"""

import asyncio


async def check_health(hosts, ping):
    tasks = [asyncio.create_task(ping(host)) for host in hosts]
    latencies, errors = {}, {}
    try:
        for host, task in zip(hosts, tasks):
            try:
                latencies[host] = await task
            except asyncio.CancelledError as error:
                if asyncio.current_task().cancelling():
                    raise
                errors[host] = error
            except Exception as error:
                errors[host] = error
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return latencies, errors
