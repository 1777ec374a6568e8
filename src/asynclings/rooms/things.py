"""What the other room is told of a thing, and what then stands for it there."""

from __future__ import annotations

import asyncio
import inspect
import types
from typing import TYPE_CHECKING, Any

from asynclings.rooms import proxies
from asynclings.rooms.exceptions import names_of
from asynclings.rooms.remote import RemoteFuture
from asynclings.rooms.values import array, number, text
from asynclings.rooms.wire import WireError

if TYPE_CHECKING:
    from asynclings.rooms.border import Border

#: These never cross: with them, one could reach everything else.
_CLOSED = (
    types.ModuleType,
    types.FrameType,
    types.CodeType,
    types.TracebackType,
    asyncio.AbstractEventLoop,
)


def describe(thing: Any, border: Border) -> list[Any]:
    """Return what the other room is told of *thing*: its kind, its name, what it can do.

    Raises:
        WireError: It may not cross.
    """
    if isinstance(thing, _CLOSED):
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


def _future(border: Border, given: int, name: Any, *details: Any) -> Any:
    loop, done, timed = details
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


def _function(border: Border, given: int, name: Any, *details: Any) -> Any:
    is_async, signature, line = details
    function: Any = proxies.make_function(border, given, text(name), is_async=is_async is True)
    made = proxies.read_signature(signature)
    if made is not None:
        function.__signature__ = made
        function.__code__ = function.__code__.replace(co_firstlineno=max(1, number(line)))
    return function


def _exception(border: Border, _: int, names: Any) -> Any:
    pairs = (array(pair, 2) for pair in array(names)[:30])
    return border.exceptions.type_of(tuple((text(m), text(n)) for m, n in pairs))


def _object(border: Border, given: int, name: Any, *details: Any) -> Any:
    mine, can, is_async, shown = details
    kind = proxies.make_type(
        text(name),
        border.room.home_name if mine is True else "asynclings.rooms.proxies",
        tuple(text(each) for each in array(can)),
        tuple(text(each) for each in array(is_async)),
    )
    return kind(border, given, text(shown))


_MAKERS: dict[str, Any] = {
    "coroutine": _coroutine,
    "future": _future,
    "class": _class,
    "function": _function,
    "exception": _exception,
    "object": _object,
}
