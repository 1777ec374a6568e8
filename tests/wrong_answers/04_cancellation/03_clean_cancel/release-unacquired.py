"""Acquire inside the try.

Rule: a lease that was never acquired is not released
Finding: release-unacquired
"""


async def with_lease(store, key, work):
    try:
        lease = await store.acquire(key)
        return await work(lease)
    finally:
        await store.release(lease)
