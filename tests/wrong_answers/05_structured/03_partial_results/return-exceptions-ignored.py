"""Zip the hosts with all results, errors included.

Rule: values and errors stand under their own hosts
Finding: return-exceptions-ignored
"""

import asyncio


async def check_health(hosts, ping):
    results = await asyncio.gather(*(ping(host) for host in hosts), return_exceptions=True)
    return dict(zip(hosts, results)), {}
