"""Triples in the order of completion; what still runs is stopped in finally."""

import asyncio


async def check_health(hosts, ping):
    async def check(host):
        task = asyncio.ensure_future(ping(host))
        try:
            await asyncio.wait([task])
        finally:
            task.cancel()
            await asyncio.wait([task])
        return host, task

    health = {}, {}
    checks = [asyncio.create_task(check(host)) for host in hosts]
    try:
        for finished in asyncio.as_completed(checks):
            host, task = await finished
            if task.cancelled():
                health[1][host] = asyncio.CancelledError()
            elif task.exception():
                health[1][host] = task.exception()
            else:
                health[0][host] = task.result()
    finally:
        for task in checks:
            task.cancel()
        await asyncio.gather(*checks, return_exceptions=True)
    return health
