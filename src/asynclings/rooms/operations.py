"""What each room does when the other asks."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from asynclings.rooms import proxies
from asynclings.rooms.border import Border
from asynclings.rooms.pairs import Twins
from asynclings.rooms.remote import RemoteFuture, Steps
from asynclings.rooms.tellers import Teller
from asynclings.rooms.values import array, number, text
from asynclings.rooms.whereabouts import running
from asynclings.rooms.wire import Wire, WireError

#: What can be done with a task of the other room.
TASK_METHODS = ("cancel", "cancelling", "uncancel", "set_name", "done")


class CommonRoom:
    """What both rooms do alike; see `border.Room`.

    Args:
        wire: The line to the other room.
        twins: The loops that turn in both rooms.
    """

    tells_signatures = False
    home_name = ""

    def __init__(self, wire: Wire, twins: Twins) -> None:
        self.twins = twins
        self.border = Border(wire, self)
        self._steps = Steps(self.border)
        self.operations: dict[str, Callable[..., Any]] = {
            "call": self._call,
            "start": self._start,
            "special": self._special,
            "attr": self._attr,
            "send": lambda given, alone: self._steps.go_on(number(given), alone=alone is True),
            "throw": self._throw,
            "task": self._task,
            "turn": self._turn,
            "generators": lambda given: self.twins.turned_by_hand(given).shutdown_asyncgens(),
            "post:closed": self.twins.close_twin,
            "post:watch": self._watch,
            "post:done": self._done,
            "post:retrieved": self._retrieved,
            "post:close": self._close,
            "post:release": lambda given, times: self.border.table.release(
                number(given), max(0, number(times))
            ),
        }

    # --- who is who -----------------------------------------------------------------

    def unwrap(self, thing: Any) -> Any:
        """Return what a wrapper of this room stands for: itself, where there are none."""
        return thing

    def is_mine(self, thing: Any) -> bool:
        """Tell whether *thing* is of a type of the answer."""
        return inspect.isasyncgen(thing) or inspect.isgenerator(thing)

    def loop_number(self, loop: Any) -> int:
        """Return the number by which both rooms know *loop*."""
        return int(getattr(loop, "number", 0))

    def loop_of(self, given: int) -> Any:
        """Return the loop that both rooms know by this number; the running one for 0."""
        return self.twins.get(given) if given else asyncio._get_running_loop()

    # --- frames ---------------------------------------------------------------------

    def state(self) -> list[Any]:
        """Return what the other room must know before it goes on."""
        return self.twins.state()

    def heed(self, state: list[Any]) -> None:
        """Take note of the other room's state."""
        self.twins.heed(*array(state, 5))

    def context(self) -> list[Any]:
        """Return in which loop and task something is asked for."""
        loop = asyncio._get_running_loop()
        if loop is None or not self.loop_number(loop):
            return []
        return [self.loop_number(loop), asyncio.current_task(loop)]

    def within(self, context: list[Any]) -> AbstractContextManager[None]:
        """Be in the loop and task of the other room's *context*."""
        if not context:
            return running(None, None)
        given, task = array(context, 2)
        if task is not None and not isinstance(task, asyncio.Future):
            raise WireError("a task that is none")
        return running(self.twins.get(number(given)), task)

    def ask_from_a_thread(self, body: list[Any]) -> Any:
        """Have the room's own thread ask the other room; see `answer_threads`."""
        raise RuntimeError(f"{body[0]!r} was asked for in a thread that nobody knows")

    # --- things ---------------------------------------------------------------------

    def _thing(self, given: Any) -> Any:
        return self.border.kept(given)

    def _called(self, thing: Any) -> Any:
        """Return *thing*, if the other room may call it as it is."""
        if not (inspect.isroutine(thing) or isinstance(thing, type)):
            raise WireError("a call of what is no function")
        return thing

    def _call(self, given: Any, args: Any, kwargs: Any) -> Any:
        return self._kept(self._called(self._thing(given))(*_args(args), **_kwargs(kwargs)))

    def _special(self, given: Any, name: Any, args: Any, kwargs: Any) -> Any:
        thing = self._thing(given)
        method = self._method(thing, name)
        return self._kept(method(thing, *_args(args), **_kwargs(kwargs)))

    def _start(self, given: Any, name: Any, args: Any, kwargs: Any) -> Any:
        thing = self._thing(given)
        if name == "__await__":
            self._method(thing, name)
            return self._steps.first(thing)
        if name == "":
            awaitable = self._called(thing)(*_args(args), **_kwargs(kwargs))
        else:
            awaitable = self._method(thing, name)(thing, *_args(args), **_kwargs(kwargs))
        return self._steps.first(awaitable)

    def _method(self, thing: Any, name: Any) -> Any:
        method = getattr(type(thing), text(name), None) if name in proxies.SPECIALS else None
        if method is None:
            raise WireError("an object was asked for what it cannot do")
        return method

    def _attr(self, given: Any, name: Any) -> Any:
        thing = self._thing(given)
        if text(name).startswith("_") or inspect.isroutine(thing) or inspect.iscoroutine(thing):
            raise WireError("an attribute that is not for the other room")
        return self._kept(getattr(thing, name))

    def _kept(self, value: Any) -> Any:
        # Whoever is given a task holds it, as he would if it were in his own room.
        if isinstance(value, asyncio.Future) and not isinstance(value, RemoteFuture):
            self.border.keep(value)
        return value

    # --- coroutines, futures, loops -------------------------------------------------

    def _throw(self, given: Any, error: Any) -> Any:
        if not isinstance(error, BaseException):
            raise WireError("something was thrown that is no exception")
        return self._steps.take(number(given), error)

    def _future(self, given: Any) -> asyncio.Future[Any]:
        future = self._thing(given)
        if not isinstance(future, asyncio.Future) or isinstance(future, RemoteFuture):
            raise WireError("a future that is none")
        return future

    def _task(self, given: Any, name: Any, *args: Any) -> Any:
        future = self._future(given)
        if name not in TASK_METHODS or not hasattr(future, name):
            raise WireError("a task was asked for what it cannot do")
        if name == "done" and future.done():
            self._tell(number(given), future)
        return getattr(future, name)(*args)

    def _turn(self, given: Any, mature: Any, alone: Any) -> None:
        loop, asked = self.twins.turned_by_hand(given), self.border.asked
        loop.turn(number(mature))
        # As long as nothing is to be done in the other room, it need not be asked each time.
        while alone is True and (ready := len(loop._ready)):
            if self.border.has_news or self.border.asked != asked:
                return
            loop.turn(ready)

    def _watch(self, given: Any) -> None:
        if self.border.table.is_exported(number(given)):
            future = self._future(given)
            future.add_done_callback(Teller(functools.partial(self._tell, given)))

    def _tell(self, given: int, future: asyncio.Future[Any]) -> None:
        # Not future.exception(): to ask for it would count as having retrieved it.
        error = getattr(future, "_exception", None)
        if future.cancelled():
            self.border.post("done", given, "cancelled", None)
        elif error is not None:
            self.border.post("done", given, "raised", error)
        else:
            self.border.post(
                "done", given, "returned", self._kept(getattr(future, "_result", None))
            )

    def _done(self, given: Any, how: Any, value: Any) -> None:
        future = self.border.table.imported(number(given))
        if isinstance(future, RemoteFuture):
            future.settle(text(how), value)

    def _retrieved(self, given: Any) -> None:
        if self.border.table.is_exported(number(given)):
            future = self._future(given)
            if future.done() and not future.cancelled():
                future.exception()

    def _close(self, given: Any) -> None:
        if self.border.table.is_exported(number(given)):
            coro = self._thing(given)
            self.border.drop(number(given))
            if inspect.iscoroutine(coro):
                coro.close()


def _args(value: Any) -> tuple[Any, ...]:
    if type(value) is not tuple:
        raise WireError("arguments that are no tuple")
    return value


def _kwargs(value: Any) -> dict[str, Any]:
    if type(value) is not dict or not all(type(key) is str for key in value):
        raise WireError("keyword arguments that are no dict")
    return value
