"""Answer many single questions with one query.

Resolvers ask for users one by one; the database prefers `WHERE id IN (...)`. So collect the
keys for a moment, ask once, and give each caller its own answer.

Check:  nox -s grade -- micro_batcher
Read:   https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_later
        https://docs.python.org/3/library/asyncio-future.html#asyncio.Future
"""

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
        # TODO: what do you remember of a batch that is being collected?
        raise NotImplementedError

    async def load(self, key: K) -> V:
        """Return what `load_many` has for `key`.

        A key that it does not have is a KeyError, for the callers of this key only. When
        `load_many` fails, all callers of that batch get its error. A caller that is
        cancelled disturbs nobody.
        """
        # TODO: what does the caller wait for, while others still come?
        # TODO: what does the first key of a batch do, and what does the last one?
        # TODO: who calls load_many, and who gives out the answers?
        raise NotImplementedError

    async def aclose(self) -> None:
        """See to it that nobody waits for ever: each caller gets a value, or an error."""
        # TODO: who is still waiting, and who answers them?
        raise NotImplementedError
