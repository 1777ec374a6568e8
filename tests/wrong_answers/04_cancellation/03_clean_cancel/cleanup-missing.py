"""Release after the work, without finally.

Rule: when the work fails its error leaves after the release
Finding: cleanup-missing
"""


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    result = await work(lease)
    await store.release(lease)
    return result
