"""A worker for each pair of accounts makes its transfers one by one, and ends with the last."""

import asyncio
from collections import defaultdict, deque


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store
        self._locks = defaultdict(asyncio.Lock)  # two pairs may share an account
        self._orders, self._workers = {}, set()

    async def transfer(self, src, dst, cents):
        if src == dst:
            return
        pair, done = tuple(sorted((src, dst))), asyncio.get_running_loop().create_future()
        if pair not in self._orders:
            self._orders[pair] = deque()
            worker = asyncio.create_task(self._work(pair))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        self._orders[pair].append((src, dst, cents, done))
        await done

    async def _work(self, pair):
        one, other = pair
        async with self._locks[one], self._locks[other]:
            while self._orders[pair]:
                *order, done = self._orders[pair].popleft()
                if done.cancelled():
                    continue
                outcome = await asyncio.gather(self._move(*order), return_exceptions=True)
                if done.cancelled():
                    continue
                if isinstance(outcome[0], Exception):
                    done.set_exception(outcome[0])
                else:
                    done.set_result(None)
            del self._orders[pair]

    async def _move(self, src, dst, cents):
        has = await self._store.read(src)
        if has < cents:
            raise InsufficientError
        gets = await self._store.read(dst)
        await self._store.write(src, has - cents)
        await self._store.write(dst, gets + cents)
