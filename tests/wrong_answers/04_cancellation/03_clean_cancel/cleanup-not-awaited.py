"""Call release in finally, without await.

Rule: the lease is acquired used and released
Finding: cleanup-not-awaited
"""


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    try:
        return await work(lease)
    finally:
        store.release(lease)
