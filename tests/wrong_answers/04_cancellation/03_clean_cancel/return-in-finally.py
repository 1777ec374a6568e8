"""Return in finally: the error is gone, and so is the CancelledError.

Rule: when the work fails its error leaves after the release
Finding: return-in-finally
"""


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    result = None
    try:
        result = await work(lease)
    finally:
        await store.release(lease)
        return result
