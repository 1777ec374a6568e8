"""Let an operator pause an import, and resume it.

Check:  nox -s grade -- pause_gate
Read:   https://docs.python.org/3/library/asyncio-sync.html#asyncio.Event
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


class PausableRunner:
    """Note: an import, say, that an operator can halt while the database is busy."""

    def __init__(self) -> None:
        # TODO: what will a run wait for? In which state does it begin?
        raise NotImplementedError

    def pause(self) -> None:
        """Pause all runs before their next item, until `resume` is called.

        It can be paused and resumed again and again. To pause twice is the same as to
        pause once.
        """
        raise NotImplementedError

    def resume(self) -> None:
        """Let all runs go on, the moment this is called.

        When it is not paused, nothing happens.
        """
        raise NotImplementedError

    async def run(self, items: Iterable[T], handle: Callable[[T], Awaitable[None]]) -> int:
        """Handle the items one after the other, and return how many there were.

        An item that is being handled when the pause begins is handled to its end. While
        the runner is paused, no item is begun, and nothing wakes up to look whether it is
        still paused. A run that is cancelled while it is paused ends at once.
        """
        # TODO: where, between two items, does a run wait?
        raise NotImplementedError
