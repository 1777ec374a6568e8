"""A wrapper with except Exception: a host whose ping ends cancelled is in neither dict.

Rule: a ping that ends cancelled has failed
Finding: cancel-as-error
"""

import asyncio


async def check_health(hosts, ping):
    latencies, errors = {}, {}

    async def check(host):
        try:
            latencies[host] = await ping(host)
        except Exception as error:
            errors[host] = error

    async with asyncio.TaskGroup() as group:
        for host in hosts:
            group.create_task(check(host))
    return latencies, errors
