"""Collect the errors as they come, and pair them with the hosts afterwards.

Rule: values and errors stand under their own hosts
Finding: lost-mapping
"""

import asyncio


async def check_health(hosts, ping):
    latencies, errors = {}, []

    async def check(host):
        try:
            latencies[host] = await ping(host)
        except asyncio.CancelledError as error:
            errors.append(error)
            if asyncio.current_task().cancelling():
                raise
        except Exception as error:
            errors.append(error)

    async with asyncio.TaskGroup() as group:
        for host in reversed(hosts):
            group.create_task(check(host))
    errors.reverse()
    return latencies, dict(zip((host for host in hosts if host not in latencies), errors))
