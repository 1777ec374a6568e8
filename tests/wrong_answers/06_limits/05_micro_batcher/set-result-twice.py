"""Set every answer, also that of a caller who was cancelled.

Rule: a cancelled caller disturbs nobody
Finding: set-result-twice
"""

import asyncio


class Batcher:
    def __init__(self, load_many, *, max_size, max_delay):
        self._load_many, self._max_size, self._max_delay = load_many, max_size, max_delay
        self._waiting, self._timer, self._queries = {}, None, set()

    async def load(self, key):
        loop = asyncio.get_running_loop()
        if not self._waiting:
            self._timer = loop.call_later(self._max_delay, self._flush)
        answer = loop.create_future()
        self._waiting.setdefault(key, []).append(answer)
        if len(self._waiting) == self._max_size:
            self._flush()
        return await answer

    def _flush(self):
        self._timer.cancel()
        batch, self._waiting = self._waiting, {}
        query = asyncio.create_task(self._answer(batch))
        self._queries.add(query)
        query.add_done_callback(self._queries.discard)

    async def _answer(self, batch):
        try:
            values = await self._load_many(list(batch))
            error = None
        except Exception as failure:
            values, error = {}, failure
        for key, answers in batch.items():
            for answer in answers:
                if key in values:
                    answer.set_result(values[key])
                else:
                    answer.set_exception(error or KeyError(key))

    async def aclose(self):
        if self._waiting:
            self._flush()
        await asyncio.gather(*self._queries)
