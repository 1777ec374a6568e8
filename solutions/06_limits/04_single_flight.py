"""Let ten requests for the same exchange rate cause one load."""

import asyncio
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
        self._load = load
        self._ttl = ttl
        self._loads: dict[K, asyncio.Task[V]] = {}
        self._loaded_at: dict[K, float] = {}

    async def get(self, key: K) -> V:
        """Return what `load(key)` gives, or has given a short while ago."""
        if key not in self._loads or self._is_old(key):
            # No await between the look and the note: whoever comes next finds the task.
            self._loaded_at.pop(key, None)
            self._loads[key] = asyncio.create_task(self._load_and_note(key))
        # A caller that is cancelled cancels what it is awaiting. That must not be the task.
        return await asyncio.shield(self._loads[key])

    def _is_old(self, key: K) -> bool:
        now = asyncio.get_running_loop().time()
        return key in self._loaded_at and now - self._loaded_at[key] >= self._ttl

    async def _load_and_note(self, key: K) -> V:
        try:
            value = await self._load(key)
        except BaseException:
            del self._loads[key]  # an error is for those who wait now, not for later ones
            raise
        self._loaded_at[key] = asyncio.get_running_loop().time()
        return value

    async def aclose(self) -> None:
        """See to it that no load is in flight, also none for which nobody waits any more."""
        loads = list(self._loads.values())
        for load in loads:
            load.cancel()
        await asyncio.gather(*loads, return_exceptions=True)
