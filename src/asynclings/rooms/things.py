"""Who is meant by which number, and what the other room is told of him."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import types
import weakref
from collections import Counter
from typing import TYPE_CHECKING, Any

from asynclings.rooms import proxies
from asynclings.rooms.exceptions import names_of
from asynclings.rooms.remote import RemoteFuture
from asynclings.rooms.values import array, number, text
from asynclings.rooms.wire import WireError

if TYPE_CHECKING:
    from asynclings.rooms.border import Border

#: Things that one room may know of the other at one time.
MAX_THINGS = 100_000

CREATED = inspect.CORO_CREATED

#: These never cross: with them, one could reach everything else.
_CLOSED = (types.ModuleType, types.FrameType, types.CodeType, types.TracebackType)


class Table:
    """The things of this room that the other knows, and those of the other that this one knows."""

    def __init__(self) -> None:
        self._count = itertools.count(1)
        self._own: dict[int, Any] = {}
        self._own_weak: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
        self._own_numbers: dict[int, int] = {}
        self._theirs: dict[int, Any] = {}
        self._their_numbers: dict[int, int] = {}
        # How often each thing was sent, for a release may cross with the next sending.
        self._sent: Counter[int] = Counter()
        self._received: Counter[int] = Counter()
        self._gone: list[list[Any]] = []
        self._held: set[asyncio.Future[Any]] = set()

    def export(self, thing: Any, *, weakly: bool = False) -> int:
        """Return the number of *thing*, which the other room is going to know."""
        known = self._own_numbers.get(id(thing))
        if known is not None and self._is(known, thing):
            if not weakly:
                self._own[known] = thing
            return known
        if len(self._own) > MAX_THINGS:
            raise WireError(f"more than {MAX_THINGS:,} things were handed over")
        given = next(self._count)
        self._own_numbers[id(thing)] = given
        if weakly:
            self._own_weak[given] = thing
            weakref.finalize(thing, self._forget, id(thing), given)
        else:
            self._own[given] = thing
        return given

    def exported(self, given: int) -> Any:
        """Return the thing of ours with this number."""
        thing = self._own.get(given, self._own_weak.get(given))
        if thing is None:
            raise WireError("a thing that was never handed over, or was given back")
        return thing

    def is_exported(self, given: int) -> bool:
        """Tell whether there is such a thing, still."""
        return given in self._own or given in self._own_weak

    def hold(self, thing: asyncio.Future[Any]) -> None:
        """Keep what stands for a future of the other room until it is done."""
        self._held.add(thing)
        asyncio.Future.add_done_callback(thing, self._held.discard)

    def send(self, thing: Any, *, weakly: bool = False) -> int:
        """Return the number of *thing*, which is going to be sent once more."""
        given = self.export(thing, weakly=weakly)
        self._sent[given] += 1
        return given

    def release(self, given: int, times: int | None = None) -> None:
        """Forget the thing of ours with this number, if it was not sent again meanwhile."""
        if times is not None:
            self._sent[given] -= times
            if self._sent[given] > 0:
                return
        self._sent.pop(given, None)
        thing = self._own.pop(given, None)
        if thing is not None and given not in self._own_weak:
            self._forget(id(thing), given)
        if inspect.iscoroutine(thing) and inspect.getcoroutinestate(thing) == CREATED:
            thing.close()  # that it was never awaited, the other room reports

    def things(self) -> list[Any]:
        """Return the things of ours that the other room knows."""
        return list(self._own.values())

    def clear(self) -> None:
        """Forget all things of ours."""
        for given in list(self._own):
            self.release(given)

    def add_import(self, given: int, thing: Any) -> None:
        """Note that *thing* stands for thing *given* of the other room."""
        if len(self._theirs) > MAX_THINGS:
            raise WireError(f"more than {MAX_THINGS:,} things were handed over")
        self._their_numbers[id(thing)] = given
        self._received[given] += 1
        if isinstance(thing, BaseException):  # which cannot be held weakly
            self._theirs[given] = lambda: thing
            return
        self._theirs[given] = weakref.ref(thing)
        weakref.finalize(thing, self._lost, id(thing), given).atexit = False

    def imported(self, given: int) -> Any:
        """Return what stands for thing *given* of the other room, if anything does."""
        reference = self._theirs.get(given)
        return None if reference is None else reference()

    def receive(self, given: int) -> Any:
        """Return what stands for thing *given*, which was sent once more, if anything does."""
        thing = self.imported(given)
        if thing is not None:
            self._received[given] += 1
        return thing

    def number_of_import(self, thing: Any) -> int | None:
        """Return the other room's number of what *thing* stands for; None for our own."""
        given = self._their_numbers.get(id(thing))
        return given if given is not None and self.imported(given) is thing else None

    def releases(self) -> list[list[Any]]:
        """Return the notes that give back what nobody here knows any more."""
        gone, self._gone = self._gone, []
        return gone

    def _is(self, given: int, thing: Any) -> bool:
        return self._own.get(given, self._own_weak.get(given)) is thing

    def _forget(self, identity: int, given: int) -> None:
        if self._own_numbers.get(identity) == given:
            del self._own_numbers[identity]

    def _lost(self, identity: int, given: int) -> None:
        if self._their_numbers.get(identity) == given:
            del self._their_numbers[identity]
        if self.imported(given) is not None:
            return  # another stand-in has taken its place
        self._theirs.pop(given, None)
        self._gone.append(["release", given, self._received.pop(given, 1)])


def describe(thing: Any, border: Border) -> list[Any]:
    """Return what the other room is told of *thing*: its kind, its name, what it can do.

    Raises:
        WireError: It may not cross.
    """
    if isinstance(thing, _CLOSED) or isinstance(thing, asyncio.AbstractEventLoop):
        raise WireError(f"a {type(thing).__name__} cannot cross the border")
    if inspect.iscoroutine(thing):
        return ["coroutine", thing.__qualname__]
    if isinstance(thing, asyncio.Future):
        name = thing.get_name() if isinstance(thing, asyncio.Task) else ""
        loop = thing.get_loop()
        is_timed = thing in getattr(loop, "timed", ())
        return ["future", name, border.room.loop_number(loop), thing.done(), is_timed]
    if isinstance(thing, type):
        return _describe_class(thing, border)
    if inspect.isroutine(thing):
        name = str(getattr(thing, "__qualname__", "function"))
        is_async = inspect.iscoroutinefunction(thing)
        return ["function", name, is_async, *_signature(thing, border)]
    return _describe_object(thing, border)


def _describe_class(thing: type, border: Border) -> list[Any]:
    if issubclass(thing, BaseException):
        return ["exception", names_of(thing)]
    return ["class", thing.__name__, *_signature(thing, border)]


def _signature(thing: Any, border: Border) -> list[Any]:
    if not border.room.tells_signatures:
        return [None, 0]
    code = getattr(thing, "__code__", None)
    return [proxies.describe_signature(thing), code.co_firstlineno if code else 0]


def _describe_object(thing: Any, border: Border) -> list[Any]:
    kind = type(thing)
    can = [name for name in proxies.SPECIALS if getattr(kind, name, None) is not None]
    is_async = [name for name in can if inspect.iscoroutinefunction(getattr(kind, name))]
    try:
        shown = repr(thing)[:1_000]
    except Exception as error:  # noqa: BLE001 - an answer's __repr__ may do anything
        shown = f"<{kind.__name__} whose repr raises {type(error).__name__}>"
    return ["object", kind.__name__, border.room.is_mine(thing), can, is_async, shown]


def stand_in(written: list[Any], border: Border) -> Any:
    """Return a stand-in for what *written* describes."""
    if len(written) < 4:
        raise WireError("a thing that is not described")
    _, given, kind, name, *details = written
    try:
        return _MAKERS[text(kind)](border, number(given), name, *details)
    except (KeyError, TypeError, ValueError):
        raise WireError("a thing of an unknown kind") from None


def _coroutine(border: Border, given: int, name: Any) -> Any:
    return proxies.make_coroutine(border, given, text(name))


def _future(border: Border, given: int, name: Any, loop: Any, done: Any, timed: Any) -> Any:
    future = RemoteFuture(border, given, text(name), border.room.loop_of(number(loop)))
    if timed is True:
        # Its timer holds it, so it holds whoever waits for it, in the other room as in its own.
        border.table.hold(future)
        future.watch()
    if done is True:
        future.watch()
    return future


def _class(border: Border, given: int, name: Any, signature: Any, _: Any) -> Any:
    shown = text(name)
    made = proxies.read_signature(signature)

    def new(_: type, *args: Any, **kwargs: Any) -> Any:
        return border.request("call", given, args, kwargs)

    space: dict[str, Any] = {"__new__": new, "__module__": border.room.home_name}
    if made is not None:
        space["__signature__"] = made
    return type(shown if shown.isidentifier() else "object", (), space)


def _function(
    border: Border, given: int, name: Any, is_async: Any, signature: Any, line: Any
) -> Any:
    function: Any = proxies.make_function(border, given, text(name), is_async=is_async is True)
    made = proxies.read_signature(signature)
    if made is not None:
        function.__signature__ = made
        function.__code__ = function.__code__.replace(co_firstlineno=max(1, number(line)))
    return function


def _exception(border: Border, _: int, names: Any) -> Any:
    pairs = (array(pair, 2) for pair in array(names)[:30])
    return border.exceptions.type_of(tuple((text(m), text(n)) for m, n in pairs))


def _object(
    border: Border, given: int, name: Any, mine: Any, can: Any, is_async: Any, shown: Any
) -> Any:
    key = (
        text(name),
        border.room.home_name if mine is True else "asynclings.rooms.proxies",
        tuple(text(each) for each in array(can)),
        tuple(text(each) for each in array(is_async)),
    )
    kind = border.types.get(key)
    if kind is None:
        kind = border.types[key] = proxies.make_type(*key)
    return kind(border, given, text(shown))


_MAKERS: dict[str, Any] = {
    "coroutine": _coroutine,
    "future": _future,
    "class": _class,
    "function": _function,
    "exception": _exception,
    "object": _object,
}
