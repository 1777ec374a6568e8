"""The release is a task of its own that no second cancellation could tear."""

import asyncio


class Held:
    def __init__(self, store, key):
        self.store, self.key = store, key

    async def __aenter__(self):
        self.lease = await self.store.acquire(self.key)
        return self.lease

    async def __aexit__(self, *exc):
        releasing = asyncio.ensure_future(self.store.release(self.lease))
        await asyncio.shield(releasing)


async def with_lease(store, key, work):
    async with Held(store, key) as lease:
        return await work(lease)
