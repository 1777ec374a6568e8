"""Answer many single questions with one query."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Batcher(Generic[K, V]):
    """Collects the keys of single callers, and loads them with one `load_many(keys)`.

    A batch is loaded `max_delay` seconds after its first key. With `max_size` keys it is
    full, and is loaded at once. Batches are loaded at the same time. A key for which
    several callers ask stands in a batch once.
    """

    def __init__(
        self,
        load_many: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]],
        *,
        max_size: int,
        max_delay: float,
    ) -> None:
        self._load_many = load_many
        self._max_size = max_size
        self._max_delay = max_delay
        self._waiting: dict[K, list[asyncio.Future[V]]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._queries: set[asyncio.Task[None]] = set()

    async def load(self, key: K) -> V:
        """Return what `load_many` has for `key`.

        A key that it does not have is a KeyError, for the callers of this key only. When
        `load_many` fails, all callers of that batch get its error. A caller that is
        cancelled disturbs nobody.
        """
        loop = asyncio.get_running_loop()
        if not self._waiting:  # the first key of a batch starts the clock
            self._timer = loop.call_later(self._max_delay, self._flush)
        answer: asyncio.Future[V] = loop.create_future()  # our promise to this caller
        self._waiting.setdefault(key, []).append(answer)
        if len(self._waiting) == self._max_size:
            self._flush()
        return await answer

    def _flush(self) -> None:
        """Send the batch on its way, and begin a new one."""
        if self._timer is not None:
            self._timer.cancel()  # else it would flush the next batch too early
        batch, self._waiting = self._waiting, {}
        query = asyncio.create_task(self._answer(batch))
        self._queries.add(query)
        query.add_done_callback(self._queries.discard)

    async def _answer(self, batch: dict[K, list[asyncio.Future[V]]]) -> None:
        values: Mapping[K, V] = {}
        failure: Exception | None = None
        try:
            values = await self._load_many(list(batch))
        except Exception as error:  # noqa: BLE001 - whatever it is, the callers get it
            failure = error
        for key, answers in batch.items():
            for answer in answers:
                if answer.done():  # its caller was cancelled, and the future with it
                    continue
                if key in values:
                    answer.set_result(values[key])
                else:
                    answer.set_exception(failure or KeyError(key))

    async def aclose(self) -> None:
        """See to it that nobody waits for ever: each caller gets a value, or an error."""
        if self._waiting:
            self._flush()
        await asyncio.gather(*self._queries)
