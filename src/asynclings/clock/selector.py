"""The selector that answers a loop's question "wake me on I/O or after *timeout*"."""

from __future__ import annotations

import selectors
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asynclings.clock.loop import VirtualLoop

Events = list[tuple[selectors.SelectorKey, int]]


class VirtualSelector(selectors.DefaultSelector):
    """Polls; when nothing is ready, asks *loop* to let time pass."""

    loop: VirtualLoop | None = None

    def select(self, timeout: float | None = None) -> Events:
        """Return what is ready, at the earliest instant at which something is."""
        if self.loop is None:
            return super().select(timeout)
        self.loop.meter.turn_ends()
        events = self.poll(0)
        if not events and timeout != 0:
            events = self.loop.wait_for_something()
        self.loop.meter.turn_begins()
        return events

    def poll(self, wall_seconds: float) -> Events:
        """Return what is ready, after *wall_seconds* of real time at the latest."""
        return super().select(wall_seconds)
