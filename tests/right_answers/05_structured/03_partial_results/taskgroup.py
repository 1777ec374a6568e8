"""A TaskGroup of wrappers that know whose cancellation it is."""

import asyncio


async def check_health(hosts, ping):
    latencies, errors = {}, {}

    async def check(host):
        try:
            latencies[host] = await ping(host)
        except asyncio.CancelledError as error:
            if asyncio.current_task().cancelling():
                raise
            errors[host] = error
        except Exception as error:
            errors[host] = error

    async with asyncio.TaskGroup() as group:
        for host in hosts:
            group.create_task(check(host))
    return latencies, errors
