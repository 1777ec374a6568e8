"""Let ten requests for the same exchange rate cause one load.

A load takes a second and costs money. A value is good for a while, an error is not.

Check:  nox -s grade -- single_flight
Read:   https://docs.python.org/3/library/asyncio-task.html#shielding-from-cancellation
"""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class AsyncCache(Generic[K, V]):
    """Loads the value of a key when it is first asked for.

    Once it is there, a value is kept for `ttl` seconds. Callers who ask for a key while it
    is being loaded share that load. Different keys are loaded at the same time. When a load
    fails, all who share it get its error. Whoever asks after the error starts a new load. A
    caller that is cancelled ends at once. The others who share its load still get the value.
    """

    def __init__(self, load: Callable[[K], Awaitable[V]], ttl: float) -> None:
        # TODO: what do you keep for a key: its value, or something that others can wait for?
        raise NotImplementedError

    async def get(self, key: K) -> V:
        """Return what `load(key)` gives, or has given a short while ago."""
        # TODO: nobody else may slip in between your look and your note.
        # TODO: what becomes of the note when the load fails?
        # TODO: what happens to the load when the caller that waits for it is cancelled?
        raise NotImplementedError

    async def aclose(self) -> None:
        """See to it that no load is in flight, also none for which nobody waits any more."""
        # TODO: whoever starts a load ends it.
        raise NotImplementedError
