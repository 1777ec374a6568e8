"""Release on success, and on errors; a cancellation is none.

Rule: when the caller is cancelled the lease is released
Finding: cancel-as-error
"""


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    try:
        result = await work(lease)
    except Exception:
        await store.release(lease)
        raise
    await store.release(lease)
    return result
