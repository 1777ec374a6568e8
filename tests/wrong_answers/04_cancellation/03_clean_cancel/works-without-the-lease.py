"""Give the work the key, not the lease.

Rule: the lease is acquired used and released
Finding: none
"""


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    try:
        return await work(key)
    finally:
        await store.release(lease)
