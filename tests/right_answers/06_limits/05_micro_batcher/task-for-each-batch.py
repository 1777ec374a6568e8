"""The first key of a batch starts a task that waits until the batch is full or due."""

import asyncio


class Batch:
    def __init__(self):
        self.answers, self.ready = {}, asyncio.Event()


class Batcher:
    def __init__(self, load_many, *, max_size, max_delay):
        self._load_many, self._max_size, self._max_delay = load_many, max_size, max_delay
        self._batch, self._leaders = None, set()

    async def load(self, key):
        if self._batch is None:
            self._batch = Batch()
            leader = asyncio.create_task(self._lead(self._batch))
            self._leaders.add(leader)
            leader.add_done_callback(self._leaders.discard)
        answer = asyncio.get_running_loop().create_future()
        self._batch.answers.setdefault(key, []).append(answer)
        if len(self._batch.answers) == self._max_size:
            self._send()
        return await answer

    def _send(self):
        self._batch.ready.set()
        self._batch = None

    async def _lead(self, batch):
        try:
            await asyncio.wait_for(batch.ready.wait(), self._max_delay)
        except TimeoutError:
            self._send()
        await self._answer(batch.answers)

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
        if self._batch is not None:
            self._send()
        await asyncio.gather(*self._leaders)
