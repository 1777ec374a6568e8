"""The wrapper catches BaseException; gather itself raises when the caller is cancelled."""

import asyncio


async def check_health(hosts, ping):
    async def check(host):
        try:
            return host, await ping(host), None
        except BaseException as error:
            return host, None, error

    checked = await asyncio.gather(*map(check, hosts))
    latencies = {host: latency for host, latency, error in checked if error is None}
    return latencies, {host: error for host, _, error in checked if error is not None}
