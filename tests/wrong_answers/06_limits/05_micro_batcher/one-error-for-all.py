"""A missing key stops the giving out of the answers.

Rule: a missing key is an error for its caller only
Finding: one-error-for-all
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
        answers = [answer for row in batch.values() for answer in row]
        try:
            values = await self._load_many(list(batch))
            found = [values[key] for key, row in batch.items() for _ in row]
        except Exception as error:
            for answer in answers:
                if not answer.done():
                    answer.set_exception(error)
            return
        for answer, value in zip(answers, found):
            if not answer.done():
                answer.set_result(value)

    async def aclose(self):
        if self._waiting:
            self._flush()
        await asyncio.gather(*self._queries)
