"""Coroutines, futures and tasks that live in the other room.

A task of one room may drive a coroutine of the other: each step is one request, whose
answer is what the coroutine yielded. So the first step runs at once, as it does when
everything is in one room, and a cancellation is thrown in where it hit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from asynclings.rooms.wire import WireError

if TYPE_CHECKING:
    from asynclings.rooms.border import Border

#: Turns that a coroutine may take on end before the other room has its say.
TURNS_ALONE = 1_000


class RemoteFuture(asyncio.Future[Any]):
    """A future or task of the other room; it is done when that one is."""

    def __init__(self, border: Border, number: int, name: str, loop: Any) -> None:
        super().__init__(loop=loop)
        self._border = border
        self._number = number
        self._name = name
        self._is_watched = False

    def __repr__(self) -> str:
        return f"<{'Task' if self._name else 'Future'} {self._name}>".replace(" >", ">")

    def add_done_callback(self, *args: Any, **kwargs: Any) -> None:
        """Be told when the other one is done, from now on."""
        self.watch()
        super().add_done_callback(*args, **kwargs)

    def watch(self) -> None:
        """Ask to be told when the other one is done."""
        if not self._is_watched and not super().done():
            self._is_watched = True
            self._border.post("watch", self._number)

    def __await__(self) -> Generator[Any, None, Any]:
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        return self.result()

    __iter__ = __await__

    def cancel(self, msg: Any = None) -> bool:
        """Cancel the other one."""
        if self.done():
            return False
        return bool(self._border.request("task", self._number, "cancel", msg))

    def cancelling(self) -> int:
        """Return how often the task was asked to end."""
        return int(self._border.request("task", self._number, "cancelling"))

    def uncancel(self) -> int:
        """Take one such request back."""
        return int(self._border.request("task", self._number, "uncancel"))

    def get_name(self) -> str:
        """Return the task's name."""
        return self._name

    def set_name(self, name: object) -> None:
        """Give the task another name."""
        self._name = str(name)
        self._border.request("task", self._number, "set_name", self._name)

    def get_coro(self) -> None:
        """Return nothing: the task's coroutine stays where it lives."""

    def settle(self, how: str, value: Any) -> None:
        """Be done as the other one is: *how* says in which way, *value* is what it gave."""
        if super().done():
            return
        if how == "cancelled":
            super().cancel()
        elif how == "raised" and isinstance(value, BaseException):
            self.set_exception(value)
            self._log_traceback = False
        else:
            self.set_result(value)

    def done(self) -> bool:
        """Tell whether the other one is done, at this very moment."""
        if not super().done():
            # When it is, what came of it arrives before the answer; see `settle`.
            self._border.request("task", self._number, "done")
        return super().done()

    def cancelled(self) -> bool:
        """Tell whether the other one was cancelled."""
        return self.done() and super().cancelled()

    def result(self) -> Any:
        """Return what the task gave."""
        self._retrieve()
        return super().result()

    def exception(self) -> BaseException | None:
        """Return what the task raised."""
        self._retrieve()
        return super().exception()

    def _retrieve(self) -> None:
        if self.done() and not self.cancelled():
            self._border.post("retrieved", self._number)


class RemoteCoroutine:
    """Drives one coroutine of the other room; await it once.

    Args:
        border: The way there.
        start: The request that makes the first step, and gives the coroutine its number.
    """

    def __init__(self, border: Border, *start: Any) -> None:
        self._border = border
        self._start = start

    def __await__(self) -> Generator[Any, None, Any]:
        step = self._border.request(*self._start)
        while True:
            number, how, value = step
            if how == "returned":
                return value
            if how == "future":
                # Awaited for its end alone: what comes of it, the other room reads itself.
                value._asyncio_future_blocking = True
            loop: Any = asyncio._get_running_loop()
            if how == "nothing":
                if hasattr(loop, "count_turns"):  # not so a loop that an answer made by its class
                    loop.count_turns(value)
                value = None
            try:
                yield value
            except GeneratorExit:
                self._border.post("close", number)
                raise
            except BaseException as error:  # noqa: BLE001 - it is the other room's to handle
                step = self._border.request("throw", number, error)
            else:
                alone = how == "nothing" and hasattr(loop, "is_alone") and loop.is_alone()
                step = self._border.request("send", number, alone)


class Steps:
    """Makes the steps of this room's coroutines on behalf of the other room."""

    def __init__(self, border: Border) -> None:
        self._border = border
        self._awaited: dict[int, asyncio.Future[Any]] = {}

    def first(self, coro: Any) -> list[Any]:
        """Take the first step of *coro*."""
        if not asyncio.iscoroutine(coro):
            coro = await_(coro)
        return self.take(self._border.keep(coro), None)

    def go_on(self, number: int, *, alone: bool) -> list[Any]:
        """Take the next step of coroutine *number*.

        When *alone*, nobody else has anything to do: so if it only asks for its next turn,
        it gets that at once, instead of after a round through the other room.
        """
        loop: Any = asyncio._get_running_loop()
        asked, turns = self._border.asked, 0
        step = self.take(number, None)
        while alone and step[1] == "nothing" and turns < TURNS_ALONE:
            if loop._ready or self._border.has_news or self._border.asked != asked:
                break
            turns += 1
            step = self.take(number, None)
        # Counted where time is kept; those of a step that ended otherwise were few.
        return [step[0], step[1], turns if step[1] == "nothing" else step[2]]

    def take(self, number: int, error: BaseException | None) -> list[Any]:
        """Take the next step of coroutine *number*, with *error* thrown in where it waits."""
        coro = self._border.kept(number)
        if not asyncio.iscoroutine(coro):
            raise WireError("a step of what is no coroutine")
        self._catch_up(number)
        try:
            yielded = coro.send(None) if error is None else coro.throw(error)
        except StopIteration as stop:
            self._border.drop(number)
            return [number, "returned", stop.value]
        except BaseException:
            self._border.drop(number)
            raise
        if yielded is None:
            return [number, "nothing", 0]
        if getattr(yielded, "_asyncio_future_blocking", None):
            yielded._asyncio_future_blocking = False
            if not isinstance(yielded, RemoteFuture):
                self._awaited[number] = yielded
            return [number, "future", yielded]
        return [number, "nonsense", repr(yielded)[:200]]

    def _catch_up(self, number: int) -> None:
        """See to it that what was to be called first, when the awaited future is done, has been."""
        future = self._awaited.pop(number, None)
        loop: Any = asyncio._get_running_loop()
        if future is not None and hasattr(loop, "catch_up"):
            loop.catch_up(future)


async def await_(awaitable: Any) -> Any:
    """Return what *awaitable* gives; makes a coroutine of whatever can be awaited."""
    return await awaitable
