"""Exceptions as they cross the wire: the names of their types, plain arguments, their lines.

    ["e", number, [[module, name], ...], [args...], text, lines, cause, context,
     is the context hidden, parts, fields]

The types are those from the exception's own up to a built-in one. What the other room
does not know becomes a type of the same name under the nearest one that it knows.
"""

from __future__ import annotations

import asyncio
import builtins
import sys
from typing import Any

from asynclings import errors
from asynclings.rooms.tracebacks import decode_lines, encode_lines
from asynclings.rooms.values import Things, array, decode, encode, text
from asynclings.rooms.wire import WireError

#: Modules whose exceptions mean the same in both rooms.
SHARED = ("asyncio.exceptions", "concurrent.futures._base", "json.decoder", "asynclings.errors")

#: ... and those that an answer has to import first, or the judge for it.
LIBRARIES = ("aiohttp.client_exceptions", "aiohttp.http_exceptions")

MAX_ARGUMENTS = 20
MAX_TEXT = 4_000


class Exceptions:
    """Makes exceptions of one room known to the other.

    Args:
        things: Who writes what an exception holds.
        home: Module that holds the answer's own exceptions, if they are ours; else None.
    """

    def __init__(self, things: Things) -> None:
        self._things = things
        self._types: dict[tuple[tuple[str, str], ...], type[BaseException]] = {}
        self.home: Any = None

    def encode(self, error: BaseException, number: int, depth: int) -> list[Any]:
        """Return *error* as JSON; *number* is what it is known by."""
        args = [self._argument(arg, depth) for arg in error.args[:MAX_ARGUMENTS]]
        parts: list[Any] = []
        message = _text_of(error)
        if isinstance(error, BaseExceptionGroup):
            args, message = [], error.message
            parts = [encode(each, self._things, depth + 1) for each in error.exceptions]
        chain = [
            encode(each, self._things, depth + 1) if each is not None and depth < 20 else None
            for each in (error.__cause__, error.__context__)
        ]
        names = names_of(type(error))
        if self.home is not None:  # an answer's own type comes back to it as what it was
            self._types.setdefault(tuple((m, n) for m, n in names), type(error))
        lines, hidden = encode_lines(error), error.__suppress_context__
        fields = [
            [name, encode(value, self._things, depth + 1)]
            for name, value in list(vars(error).items())[:MAX_ARGUMENTS]
            if _is_plain(value)
        ]
        if isinstance(error, errors.SubmissionError):
            args = [error.what, error.where, error.todo]
        return ["e", number, names, args, message[:MAX_TEXT], lines, *chain, hidden, parts, fields]

    def decode(self, written: list[Any], depth: int) -> BaseException:
        """Return an exception like the one *written*.

        Raises:
            WireError: It is malformed.
        """
        _, _, names, args, message, lines, cause, context, hidden, parts, fields = array(
            written, 11
        )
        names = tuple((text(m), text(n)) for m, n in (array(one, 2) for one in array(names)[:30]))
        things = self._things
        kind = self.type_of(names)
        error = _make(
            self._speaking(kind),
            [decode(arg, things, depth + 1) for arg in array(args)[:MAX_ARGUMENTS]],
            text(message, MAX_TEXT),
            [decode(part, things, depth + 1) for part in array(parts)],
            is_own=self.home is not None and kind.__module__ == self.home.__name__,
        )
        for name, value in (array(field, 2) for field in array(fields)[:MAX_ARGUMENTS]):
            if not text(name).startswith("_"):
                error.__dict__[name] = decode(value, things, depth + 1)
        error.__traceback__ = decode_lines(lines)
        for each, attribute in ((cause, "__cause__"), (context, "__context__")):
            inner = decode(each, things, depth + 1)
            if isinstance(inner, BaseException):
                setattr(error, attribute, inner)
        error.__suppress_context__ = hidden is True
        return error

    def type_of(self, names: tuple[tuple[str, str], ...]) -> type[BaseException]:
        """Return the type called *names*, from itself up to one that both rooms know."""
        known = self._types.get(names)
        if known is None:
            known = self._types[names] = self._find(names)
        return known

    def _find(self, names: tuple[tuple[str, str], ...]) -> type[BaseException]:
        if not names:
            return Exception
        (module, name), *bases = names
        found = _shared(module, name) or self._own(module, name) or _library(module, name)
        if found is not None:
            return found
        if not name.isidentifier():
            raise WireError("an exception without a proper name")
        base = self.type_of(tuple(bases))
        return type(name, (base,), {"__module__": module, "__str__": _said, "__qualname__": name})

    def _speaking(self, kind: type[BaseException]) -> type[BaseException]:
        """Return *kind*, or for one of a library a type that says what it was told to say."""
        if kind.__module__ not in LIBRARIES:
            return kind
        spoken = (("", kind.__name__), (kind.__module__, kind.__name__))
        if spoken not in self._types:
            space = {"__module__": kind.__module__, "__str__": _said, "__repr__": _shown}
            self._types[spoken] = type(kind.__name__, (kind,), space)
        return self._types[spoken]

    def _own(self, module: str, name: str) -> type[BaseException] | None:
        if self.home is None or module != self.home.__name__:
            return None
        return _exception(self.home.__dict__.get(name))

    def _argument(self, value: Any, depth: int) -> Any:
        return encode(value if _is_plain(value) else _text_of(value), self._things, depth + 1)


def _is_plain(value: object) -> bool:
    return value is None or type(value) in (bool, int, float, str, bytes, tuple, list, dict)


def _said(self: BaseException) -> str:
    said = self.__dict__.get("_said")
    return str(said) if said is not None else BaseException.__str__(self)


def _shown(self: BaseException) -> str:
    return f"{type(self).__name__}({_said(self)!r})"


def _text_of(value: object) -> str:
    try:
        return str(value)[:MAX_TEXT]
    except Exception as failure:  # noqa: BLE001 - an answer's __str__ may do anything
        return f"<its text raises {type(failure).__name__}>"


def names_of(kind: type) -> list[list[str]]:
    """Return the names of *kind* and its bases, up to one that both rooms know."""
    kinds = [base for base in kind.__mro__ if issubclass(base, BaseException)]
    known = [_shared(base.__module__, base.__name__) is base for base in kinds]
    return [[base.__module__, base.__name__] for base in kinds[: known.index(True) + 1]]


def _shared(module: str, name: str) -> type[BaseException] | None:
    if module == "builtins":
        return _exception(vars(builtins).get(name))
    if module in SHARED and module in sys.modules:
        return _exception(vars(sys.modules[module]).get(name))
    return None


def _library(module: str, name: str) -> type[BaseException] | None:
    """Return the exception *name* of a library, if that has been imported."""
    if module in LIBRARIES and module in sys.modules:
        return _exception(vars(sys.modules[module]).get(name))
    return None


def _exception(value: Any) -> type[BaseException] | None:
    return value if isinstance(value, type) and issubclass(value, BaseException) else None


def _make(
    kind: type[BaseException], args: list[Any], message: str, parts: list[Any], *, is_own: bool
) -> BaseException:
    try:
        if issubclass(kind, BaseExceptionGroup):
            return kind(message, [part for part in parts if isinstance(part, BaseException)])
        if issubclass(kind, errors.SubmissionError):
            return kind(*[str(arg) for arg in args])
        # One of the answer's own that is new to it was made by the judge, without its __init__.
        if is_own or kind.__module__ == "builtins" or kind is asyncio.CancelledError:
            return kind(*args)
        error = kind.__new__(kind, *args)
    except Exception:  # noqa: BLE001 - arguments that this type does not take
        error = kind.__new__(kind)
    error.args = tuple(args)
    error.__dict__["_said"] = message
    return error
