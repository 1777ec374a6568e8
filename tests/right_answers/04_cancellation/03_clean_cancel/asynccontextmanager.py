"""A context manager of the lease."""

from contextlib import asynccontextmanager


@asynccontextmanager
async def held(store, key):
    lease = await store.acquire(key)
    try:
        yield lease
    finally:
        await store.release(lease)


async def with_lease(store, key, work):
    async with held(store, key) as lease:
        return await work(lease)
