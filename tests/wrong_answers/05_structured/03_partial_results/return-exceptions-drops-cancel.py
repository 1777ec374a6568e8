"""isinstance(result, Exception) takes CancelledError for a latency.

Rule: a ping that ends cancelled has failed
Finding: return-exceptions-drops-cancel
"""

import asyncio


async def check_health(hosts, ping):
    results = await asyncio.gather(*(ping(host) for host in hosts), return_exceptions=True)
    pairs = list(zip(hosts, results))
    errors = {host: result for host, result in pairs if isinstance(result, Exception)}
    return {host: result for host, result in pairs if host not in errors}, errors
