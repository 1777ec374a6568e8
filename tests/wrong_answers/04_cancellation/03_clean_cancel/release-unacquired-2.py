"""Acquire inside the try, with a value beforehand, so that there is no UnboundLocalError.

Rule: a lease that was never acquired is not released
Finding: release-unacquired
"""


async def with_lease(store, key, work):
    lease = None
    try:
        lease = await store.acquire(key)
        return await work(lease)
    finally:
        await store.release(lease)
