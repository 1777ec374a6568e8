"""AsyncExitStack remembers what has to be released."""

from contextlib import AsyncExitStack


async def with_lease(store, key, work):
    async with AsyncExitStack() as stack:
        lease = await store.acquire(key)
        stack.push_async_callback(store.release, lease)
        return await work(lease)
