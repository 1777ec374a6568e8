"""When the caller gives up, stop the pings and report what is known so far.

Rule: a caller that is cancelled takes all pings along
Finding: swallowed-cancel
"""

import asyncio


async def check_health(hosts, ping):
    tasks = {host: asyncio.create_task(ping(host)) for host in hosts}
    try:
        await asyncio.wait(tasks.values())
    except asyncio.CancelledError:
        for task in tasks.values():
            task.cancel()
    results = await asyncio.gather(*tasks.values(), return_exceptions=True)
    pairs = list(zip(hosts, results))
    errors = {host: result for host, result in pairs if isinstance(result, BaseException)}
    return {host: result for host, result in pairs if host not in errors}, errors
