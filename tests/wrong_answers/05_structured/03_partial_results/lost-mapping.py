"""Take the errors out first, then zip: what is left stands under the wrong hosts.

Rule: values and errors stand under their own hosts
Finding: lost-mapping
"""

import asyncio


async def check_health(hosts, ping):
    results = await asyncio.gather(*(ping(host) for host in hosts), return_exceptions=True)
    healthy = [result for result in results if not isinstance(result, BaseException)]
    failed = [result for result in results if isinstance(result, BaseException)]
    latencies = dict(zip(hosts, healthy))
    return latencies, dict(zip(hosts[len(healthy) :], failed))
