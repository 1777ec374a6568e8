"""All callers of a batch wait for one shielded task, and look up their own key."""

import asyncio


class Batcher:
    def __init__(self, load_many, *, max_size, max_delay):
        self._load_many, self._max_size, self._max_delay = load_many, max_size, max_delay
        self._keys, self._full, self._query, self._queries = None, None, None, set()

    async def load(self, key):
        if self._keys is None:
            self._keys, self._full = {}, asyncio.Event()
            self._query = asyncio.create_task(self._run(self._keys, self._full))
            self._queries.add(self._query)
            self._query.add_done_callback(self._queries.discard)
        self._keys[key], query = None, self._query
        if len(self._keys) == self._max_size:
            self._full.set()
            self._keys = None
        return (await asyncio.shield(query))[key]

    async def _run(self, keys, full):
        try:
            async with asyncio.timeout(self._max_delay):
                await full.wait()
        except TimeoutError:
            self._keys = None
        return await self._load_many(list(keys))

    async def aclose(self):
        await asyncio.gather(*self._queries, return_exceptions=True)
