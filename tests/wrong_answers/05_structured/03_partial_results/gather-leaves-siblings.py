"""A plain gather in a try: the first failure ends the report, and the other pings run on.

Rule: values and errors stand under their own hosts
Finding: gather-leaves-siblings
"""

import asyncio


async def check_health(hosts, ping):
    latencies, errors = {}, {}

    async def check(host):
        try:
            latencies[host] = await ping(host)
        except Exception as error:
            errors[host] = error
            raise

    try:
        await asyncio.gather(*(check(host) for host in hosts))
    except Exception:
        pass
    return latencies, errors
