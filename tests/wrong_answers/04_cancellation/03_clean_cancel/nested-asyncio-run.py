"""Run the release with asyncio.run, because finally looks like ordinary code.

Rule: the lease is acquired used and released
Finding: nested-asyncio-run
"""

import asyncio


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    try:
        return await work(lease)
    finally:
        asyncio.run(store.release(lease))
