"""Wait until the configuration is new enough.

Stretch: beyond the core; nothing later needs it.

Check:  nox -s grade -- version_watch
Read:   https://docs.python.org/3/library/asyncio-sync.html#asyncio.Condition
"""

from collections.abc import Mapping


class VersionedConfig:
    """Note: what is set first has version 1; before that, there is version 0, and no value."""

    def __init__(self) -> None:
        # TODO: what do those who wait have in common, and in what do they differ?
        raise NotImplementedError

    async def update(self, value: Mapping[str, str]) -> int:
        """Set the configuration, and return its version, one more than before.

        All who wait for this version, or for an older one, go on at that moment.
        """
        # TODO: whom do you wake?
        raise NotImplementedError

    async def wait_for(
        self, version: int, timeout: float | None = None
    ) -> tuple[int, Mapping[str, str]]:
        """Return the current version with its value, once it is `version` or newer.

        If it is so already, it returns at once. Nothing wakes up in between to look.
        After `timeout` seconds, however many updates have come meanwhile, TimeoutError is
        raised; without a timeout, the wait has no end. A wait that is cancelled, or has
        timed out, disturbs neither the others nor the next update.
        """
        # TODO: you are woken: is it new enough now?
        raise NotImplementedError
