"""An alarm in a group of two tasks cancels the fetch."""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    async def ring(fetching):
        await asyncio.sleep(timeout)
        fetching.cancel()

    async def get():
        return await fetch()

    fetching = asyncio.create_task(get())
    alarm = asyncio.create_task(ring(fetching))
    try:
        await asyncio.wait({fetching})
    finally:
        alarm.cancel()
        fetching.cancel()
        await asyncio.wait({alarm, fetching})
    return cached if fetching.cancelled() else fetching.result()
