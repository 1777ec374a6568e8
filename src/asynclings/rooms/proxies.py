"""Stand-ins for functions, classes and objects that live in the other room."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from asynclings.rooms.remote import RemoteCoroutine
from asynclings.rooms.values import array, text
from asynclings.rooms.wire import WireError

if TYPE_CHECKING:
    from asynclings.rooms.border import Border

#: What an object may be able to do besides having attributes.
SPECIALS = (
    "__call__", "__len__", "__bool__", "__contains__", "__getitem__", "__setitem__",
    "__iter__", "__next__", "__enter__", "__exit__", "__await__",
    "__aiter__", "__anext__", "__aenter__", "__aexit__",
)  # fmt: skip

#: Types of stand-ins that are kept; to make one takes as long as to ask for something.
KEPT_TYPES = 256

#: The first step of a coroutine is never one of many.
NOT_ALONE = (False,)

#: Those of them that give something to await.
ASYNC = frozenset({"__anext__", "__aenter__", "__aexit__"})

_KINDS = {
    kind.name: kind
    for kind in (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
        inspect.Parameter.KEYWORD_ONLY,
        inspect.Parameter.VAR_KEYWORD,
    )
}


def describe_signature(function: Any) -> list[list[Any]] | None:
    """Return the parameters of *function* as JSON, or None where it does not tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (ValueError, TypeError):
        return None
    empty = inspect.Parameter.empty
    return [
        [one.name, one.kind.name, None if one.default is empty else repr(one.default)[:100]]
        for one in parameters
    ]


class _Shown:
    """A default value of the other room: only its text is known."""

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def __repr__(self) -> str:
        return self._shown


def read_signature(written: Any) -> inspect.Signature | None:
    """Return the signature that `describe_signature` wrote.

    Raises:
        WireError: It is malformed.
    """
    if written is None:
        return None
    parameters = []
    try:
        for name, kind, default in (array(one, 3) for one in array(written)):
            shown = inspect.Parameter.empty if default is None else _Shown(text(default))
            parameters.append(inspect.Parameter(text(name), _KINDS[text(kind)], default=shown))
        return inspect.Signature(parameters)
    except (ValueError, KeyError, TypeError):
        raise WireError("a function with impossible parameters") from None


def make_function(border: Border, number: int, name: str, *, is_async: bool) -> Callable[..., Any]:
    """Return a function that calls function *number* of the other room."""
    if is_async:

        async def call_async(*args: Any, **kwargs: Any) -> Any:
            return await RemoteCoroutine(border, "start", number, "", args, kwargs)

        return _named(call_async, name)

    def call(*args: Any, **kwargs: Any) -> Any:
        return border.request("call", number, args, kwargs)

    return _named(call, name)


def make_coroutine(border: Border, number: int, name: str) -> Any:
    """Return a coroutine that drives coroutine *number* of the other room."""

    async def drive() -> Any:
        return await RemoteCoroutine(border, "send", number, *NOT_ALONE)

    return _named(drive, name)()


class Stand:
    """An object of the other room; its type tells what can be done with it."""

    __slots__ = ("__weakref__", "_room_border", "_room_number", "_room_shown")

    def __init__(self, border: Border, number: int, shown: str) -> None:
        self._room_border = border
        self._room_number = number
        self._room_shown = shown

    def __repr__(self) -> str:
        return self._room_shown

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return self._room_border.request("attr", self._room_number, name)


@functools.lru_cache(KEPT_TYPES)
def make_type(
    name: str, module: str, specials: tuple[str, ...], async_specials: tuple[str, ...]
) -> type[Stand]:
    """Return the type of stand-ins for objects called *name*."""
    if not set(specials) <= set(SPECIALS) or not set(async_specials) <= set(specials):
        raise WireError("an object that can do impossible things")
    space: dict[str, Any] = {"__slots__": (), "__module__": module}
    for special in specials:
        is_async = special in ASYNC or special in async_specials
        qualname = f"{name}.{special}"
        space[special] = _named(_SPECIAL_MAKERS[is_async](special), qualname)
    if "__await__" in specials:
        space["__await__"] = _await
    return type(name if name.isidentifier() else "object", (Stand,), space)


def _plain_special(special: str) -> Callable[..., Any]:
    def method(self: Stand, *args: Any, **kwargs: Any) -> Any:
        return self._room_border.request("special", self._room_number, special, args, kwargs)

    return method


def _async_special(special: str) -> Callable[..., Any]:
    async def method(self: Stand, *args: Any, **kwargs: Any) -> Any:
        start = ("start", self._room_number, special, args, kwargs)
        return await RemoteCoroutine(self._room_border, *start)

    return method


_SPECIAL_MAKERS = {False: _plain_special, True: _async_special}


def _await(self: Stand) -> Any:
    no_args: tuple[Any, ...] = ("__await__", (), {})
    return RemoteCoroutine(self._room_border, "start", self._room_number, *no_args).__await__()


def _named(function: Callable[..., Any], qualname: str) -> Callable[..., Any]:
    function.__qualname__ = qualname
    function.__name__ = qualname.rpartition(".")[2]
    return function
