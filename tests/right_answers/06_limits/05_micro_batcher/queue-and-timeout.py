"""A background task collects from a queue until the deadline; each batch has a task."""

import asyncio


class Batcher:
    def __init__(self, load_many, *, max_size, max_delay):
        self._load_many, self._max_size, self._max_delay = load_many, max_size, max_delay
        self._keys, self._collector, self._queries = asyncio.Queue(), None, set()

    async def load(self, key):
        answer = asyncio.get_running_loop().create_future()
        self._keys.put_nowait((key, answer))
        if self._collector is None:
            self._collector = asyncio.create_task(self._collect())
        return await answer

    async def _collect(self):
        loop = asyncio.get_running_loop()
        while (entry := await self._keys.get()) is not None:
            deadline, batch = loop.time() + self._max_delay, {}
            while entry is not None:
                batch.setdefault(entry[0], []).append(entry[1])
                if len(batch) == self._max_size:
                    break
                try:
                    async with asyncio.timeout_at(deadline):
                        entry = await self._keys.get()
                except TimeoutError:
                    break
            query = asyncio.create_task(self._answer(batch))
            self._queries.add(query)
            query.add_done_callback(self._queries.discard)
            if entry is None:
                return

    async def _answer(self, batch):
        try:
            values = await self._load_many(list(batch))
            error = None
        except Exception as failure:
            values, error = {}, failure
        for key, answers in batch.items():
            for answer in answers:
                if answer.done():
                    continue
                if key in values:
                    answer.set_result(values[key])
                else:
                    answer.set_exception(error or KeyError(key))

    async def aclose(self):
        if self._collector is not None:
            self._keys.put_nowait(None)
            await self._collector
        await asyncio.gather(*self._queries)
