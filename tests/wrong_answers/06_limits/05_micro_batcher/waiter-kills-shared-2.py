"""The first caller of a batch sleeps and loads for the others; when it is cancelled, nobody does.

Rule: a cancelled caller disturbs nobody
Finding: waiter-kills-shared
"""

import asyncio


class Batch(dict):
    def __init__(self):
        self.full = asyncio.Event()


class Batcher:
    def __init__(self, load_many, *, max_size, max_delay):
        self._load_many, self._max_size, self._max_delay = load_many, max_size, max_delay
        self._batch, self._open = Batch(), []

    async def load(self, key):
        answer = asyncio.get_running_loop().create_future()
        batch = self._batch
        batch.setdefault(key, []).append(answer)
        if len(batch) == self._max_size:
            self._close(batch)
        if sum(map(len, batch.values())) == 1:
            await self._lead(batch)
        return await answer

    def _close(self, batch):
        batch.full.set()
        if self._batch is batch:
            self._batch = Batch()

    async def _lead(self, batch):
        try:
            await asyncio.wait_for(batch.full.wait(), self._max_delay)
        except TimeoutError:
            pass
        self._close(batch)
        await self._answer(batch)

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
        self._close(self._batch)
