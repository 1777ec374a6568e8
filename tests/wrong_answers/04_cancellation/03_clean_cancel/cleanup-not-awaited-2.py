"""Leave the release to a task, "because finally must not wait".

Rule: the lease is acquired used and released
Finding: cleanup-not-awaited
"""

import asyncio


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    try:
        return await work(lease)
    finally:
        asyncio.create_task(store.release(lease))
        await asyncio.sleep(0)
