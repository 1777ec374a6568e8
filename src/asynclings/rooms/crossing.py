"""How things cross the border that are no plain values: by their numbers."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from asynclings.rooms import things
from asynclings.rooms.exceptions import Exceptions
from asynclings.rooms.room import Room
from asynclings.rooms.table import Table
from asynclings.rooms.tracebacks import decode_lines, encode_lines
from asynclings.rooms.values import array, number
from asynclings.rooms.wire import WireError

if TYPE_CHECKING:
    from asynclings.rooms.border import Border


class Crossing:
    """The part of a border that knows the things of both rooms; see `values.Things`.

    Attributes:
        room: To whom the things of this side belong.
        exceptions: Makes this room's exceptions known.
        table: Who is known by which number.
    """

    room: Room
    exceptions: Exceptions
    table: Table

    def export(self, thing: Any, depth: int) -> list[Any] | None:
        """Return what stands for *thing* on the wire."""
        thing = self.room.unwrap(thing)
        if isinstance(thing, TracebackType):  # `__aexit__` is given one; the exception tells all
            return None
        home = self.table.number_of_import(thing)
        if home is not None:
            return ["o", home, *([encode_lines(thing)] if isinstance(thing, BaseException) else [])]
        if isinstance(thing, BaseException):
            return self.exceptions.encode(thing, self.table.send(thing), depth)
        description = things.describe(thing, cast("Border", self))
        weakly = isinstance(thing, asyncio.Future)
        return ["h", self.table.send(thing, weakly=weakly), *description]

    def resolve(self, written: list[Any], depth: int) -> Any:
        """Return what *written* stands for: a thing of ours, or a stand-in for one of theirs."""
        tag = written[0]
        if tag == "o":
            return self._come_home(*array(written)[1:])
        if len(written) < 2:
            raise WireError("a thing without a number")
        known = self.table.receive(number(written[1]))
        if known is not None:
            return known
        if tag == "e":
            thing: Any = self.exceptions.decode(written, depth)
        else:
            thing = things.stand_in(written, cast("Border", self))
        self.table.add_import(written[1], thing)
        return thing

    def _come_home(self, given: Any = None, lines: Any = None, *_: Any) -> Any:
        thing = self.table.exported(number(given))
        if lines is not None and isinstance(thing, BaseException):
            thing.__traceback__ = decode_lines(lines)  # where it has been, here and there
        return thing

    def keep(self, thing: Any) -> int:
        """Return the number by which the other room knows *thing*."""
        return self.table.export(thing)

    def kept(self, number_: Any) -> Any:
        """Return the thing of ours that the other room knows by *number_*."""
        return self.table.exported(number(number_))

    def drop(self, number_: int) -> None:
        """Forget the thing that the other room knew by *number_*."""
        self.table.release(number_)
