"""Values as they cross the wire: exact built-in types, everything else by number.

A text, None, a truth value, a small integer and a finite float stand for themselves.
Every other value is a list whose first entry is a tag:

    ["l", [...]] ["t", [...]] ["s", [...]] ["z", [...]]   list, tuple, set, frozenset
    ["d", [[key, value], ...]]                            dict
    ["b", base64] ["i", hexadecimal] ["n", "inf"]         bytes, large integer, odd float
    ["p", path]  ["r", name, [[field, value], ...]]       path, record (or dataclass)
    ["e", ...]                                            exception, see `errors`
    ["h", number, {...}] ["o", number, lines?]            thing of the sender, of the receiver
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import math
import pathlib
from collections.abc import Callable
from typing import Any, Protocol

from asynclings.probes.record import Record
from asynclings.rooms.wire import WireError

#: Values within values; a cyclic one never ends.
MAX_DEPTH = 40

#: Larger integers do not survive every reader of JSON.
SMALL = 1 << 53

#: A digit more than Python itself prints.
MAX_INTEGER_DIGITS = 4_000

_ODD_FLOATS = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}
_SEQUENCES: dict[str, Callable[[Any], Any]] = {"l": list, "t": tuple, "s": set, "z": frozenset}


class Things(Protocol):
    """Who knows what is not a plain value."""

    def export(self, thing: Any, depth: int) -> list[Any] | None:
        """Return what stands for *thing* on the wire."""

    def resolve(self, written: list[Any], depth: int) -> Any:
        """Return what *written* stands for."""


def encode(value: Any, things: Things, depth: int = 0) -> Any:
    """Return *value* as JSON; what is no plain value is exported by *things*.

    Raises:
        WireError: It is nested too deeply, or cyclic.
    """
    if depth > MAX_DEPTH:
        raise WireError(f"a value is nested deeper than {MAX_DEPTH} levels, or holds itself")
    if value is None or value is True or value is False:
        return value
    plain = _PLAIN.get(type(value)) or _by_base(value)
    return plain(value, things, depth) if plain else things.export(value, depth)


def decode(written: Any, things: Things, depth: int = 0) -> Any:
    """Return the value that *written* stands for.

    Raises:
        WireError: It stands for none.
    """
    if depth > MAX_DEPTH:
        raise WireError(f"a value nested deeper than {MAX_DEPTH} levels")
    if written is None or type(written) in (bool, int, float, str):
        return written
    if type(written) is not list or not written or type(written[0]) is not str:
        raise WireError("a value without a tag")
    tag = written[0]
    if tag in "eho" and tag:
        return things.resolve(written, depth)
    try:
        return _DECODERS[tag](written, things, depth)
    except KeyError:
        raise WireError(f"a value with the unknown tag {tag[:20]!r}") from None
    except (TypeError, ValueError, OverflowError, RecursionError, binascii.Error):
        raise WireError(f"a value of tag {tag!r} that is malformed") from None


def text(value: Any, limit: int = 1_000) -> str:
    """Return *value*, a text of the other room, cut to *limit*."""
    if type(value) is not str:
        raise WireError("a text was expected")
    return value[:limit]


def number(value: Any) -> int:
    """Return *value*, an integer of the other room."""
    if type(value) is not int:
        raise WireError("an integer was expected")
    return value


def array(value: Any, length: int | None = None) -> list[Any]:
    """Return *value*, a list of the other room."""
    if type(value) is not list or (length is not None and len(value) != length):
        raise WireError("a list was expected")
    return value


def _integer(value: Any, *_: Any) -> Any:
    exact = int.__index__(value)
    if -SMALL < exact < SMALL:
        return exact
    if exact.bit_length() > MAX_INTEGER_DIGITS * 4:
        raise WireError("an integer is too large to cross")
    return ["i", f"{exact:x}"]


def _float(value: Any, *_: Any) -> Any:
    exact = float.__float__(value)
    return exact if math.isfinite(exact) else ["n", repr(exact)]


def _text(value: Any, *_: Any) -> Any:
    return str.__str__(value)


def _bytes(value: Any, *_: Any) -> Any:
    return ["b", base64.b64encode(value).decode()]


def _path(value: Any, *_: Any) -> Any:
    return ["p", str(value)]


def _items(tag: str, base: Any) -> Callable[[Any, Things, int], Any]:
    def write(value: Any, things: Things, depth: int) -> Any:
        return [tag, [encode(each, things, depth + 1) for each in base.__iter__(value)]]

    return write


def _dict(value: Any, things: Things, depth: int) -> Any:
    pairs = dict.items(value)
    return ["d", [[encode(one, things, depth + 1) for one in pair] for pair in pairs]]


def _record(value: Any, things: Things, depth: int) -> Any:
    name, fields = (
        object.__getattribute__(value, "_name"),
        object.__getattribute__(value, "_fields"),
    )
    return ["r", name, [[key, encode(one, things, depth + 1)] for key, one in fields.items()]]


def _dataclass(value: Any, things: Things, depth: int) -> Any:
    fields = [
        [field.name, encode(getattr(value, field.name, None), things, depth + 1)]
        for field in dataclasses.fields(value)
    ]
    return ["r", type(value).__name__, fields]


_PLAIN: dict[type, Callable[[Any, Things, int], Any]] = {
    int: _integer,
    float: _float,
    str: _text,
    bytes: _bytes,
    bytearray: _bytes,
    memoryview: _bytes,
    list: _items("l", list),
    tuple: _items("t", tuple),
    set: _items("s", set),
    frozenset: _items("z", frozenset),
    dict: _dict,
    Record: _record,
    pathlib.PosixPath: _path,
}

_BASES = (str, bytes, int, float, list, tuple, set, frozenset, dict)


def _by_base(value: Any) -> Callable[[Any, Things, int], Any] | None:
    if isinstance(value, type | BaseException):
        return None
    for base in _BASES:
        if issubclass(type(value), base):
            return _PLAIN[base]
    return _dataclass if dataclasses.is_dataclass(value) else None


def _read_items(written: list[Any], things: Things, depth: int) -> Any:
    tag, entries = written
    items = [decode(one, things, depth + 1) for one in array(entries)]
    return items if tag == "l" else _SEQUENCES[tag](items)


def _read_dict(written: list[Any], things: Things, depth: int) -> Any:
    _, pairs = written
    return {
        decode(key, things, depth + 1): decode(value, things, depth + 1)
        for key, value in (array(pair, 2) for pair in array(pairs))
    }


def _read_bytes(written: list[Any], *_: Any) -> Any:
    _, data = written
    return base64.b64decode(text(data, 1 << 24), validate=True)


def _read_integer(written: list[Any], *_: Any) -> Any:
    _, digits = written
    return int(text(digits, MAX_INTEGER_DIGITS + 2), 16)


def _read_float(written: list[Any], *_: Any) -> Any:
    _, name = written
    return _ODD_FLOATS[text(name)]


def _read_path(written: list[Any], *_: Any) -> Any:
    _, path = written
    return pathlib.Path(text(path))


def _read_record(written: list[Any], things: Things, depth: int) -> Any:
    _, name, fields = written
    pairs = [array(pair, 2) for pair in array(fields)]
    values = {text(key): decode(value, things, depth + 1) for key, value in pairs}
    return Record(text(name), **values)


_DECODERS: dict[str, Callable[[list[Any], Things, int], Any]] = {
    "l": _read_items,
    "t": _read_items,
    "s": _read_items,
    "z": _read_items,
    "d": _read_dict,
    "b": _read_bytes,
    "i": _read_integer,
    "n": _read_float,
    "p": _read_path,
    "r": _read_record,
}
