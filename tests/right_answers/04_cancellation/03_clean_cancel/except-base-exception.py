"""except BaseException with a bare raise, and the release once more for success."""


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    try:
        result = await work(lease)
    except BaseException:
        await store.release(lease)
        raise
    else:
        await store.release(lease)
        return result
