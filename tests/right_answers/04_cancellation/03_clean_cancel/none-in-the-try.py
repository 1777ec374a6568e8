"""Acquire inside the try, but release only what is there."""


async def with_lease(store, key, work):
    lease = None
    try:
        lease = await store.acquire(key)
        return await work(lease)
    finally:
        if lease is not None:
            await store.release(lease)
