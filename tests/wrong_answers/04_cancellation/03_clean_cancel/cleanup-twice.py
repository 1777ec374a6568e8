"""Release in except, and in finally to be sure.

Rule: when the work fails its error leaves after the release
Finding: cleanup-twice
"""


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    try:
        return await work(lease)
    except BaseException:
        await store.release(lease)
        raise
    finally:
        await store.release(lease)
