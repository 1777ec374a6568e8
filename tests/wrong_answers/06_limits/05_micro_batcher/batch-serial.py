"""One loop collects a batch, loads it, and then collects the next one.

Rule: batches are loaded at the same time
Finding: batch-serial
"""

import asyncio


class Batcher:
    def __init__(self, load_many, *, max_size, max_delay):
        self._load_many, self._max_size, self._max_delay = load_many, max_size, max_delay
        self._keys, self._loop_task = asyncio.Queue(), None

    async def load(self, key):
        answer = asyncio.get_running_loop().create_future()
        self._keys.put_nowait((key, answer))
        if self._loop_task is None:
            self._loop_task = asyncio.create_task(self._work())
        return await answer

    async def _work(self):
        while True:
            await self._answer(await self._collect())

    async def _collect(self):
        key, answer = await self._keys.get()
        batch = {key: [answer]}
        try:
            async with asyncio.timeout(self._max_delay):
                while len(batch) < self._max_size:
                    key, answer = await self._keys.get()
                    batch.setdefault(key, []).append(answer)
        except TimeoutError:
            pass
        return batch

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
        if self._loop_task is not None:
            self._loop_task.cancel()
            await asyncio.wait([self._loop_task])
