"""Wait until the configuration is new enough.

Stretch: beyond the core; nothing later needs it.
"""

import asyncio
from collections.abc import Mapping


class VersionedConfig:
    """Note: what is set first has version 1; before that, there is version 0, and no value."""

    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self._version = 0
        self._value: Mapping[str, str] = {}

    async def update(self, value: Mapping[str, str]) -> int:
        """Set the configuration, and return its version, one more than before.

        All who wait for this version, or for an older one, go on at that moment.
        """
        async with self._changed:
            self._version += 1
            self._value = value
            self._changed.notify_all()  # each looks whether it is meant
            return self._version

    async def wait_for(
        self,
        version: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as it is asked for
    ) -> tuple[int, Mapping[str, str]]:
        """Return the current version with its value, once it is `version` or newer.

        If it is so already, it returns at once. Nothing wakes up in between to look.
        After `timeout` seconds, however many updates have come meanwhile, TimeoutError is
        raised; without a timeout, the wait has no end. A wait that is cancelled, or has
        timed out, disturbs neither the others nor the next update.
        """
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(lambda: self._version >= version)
            return self._version, self._value
