"""The border between two rooms: requests, their answers, and who is meant by which number.

The rooms take turns. Whoever sends a frame waits for one; what comes may be the answer,
or first a request of the other room's own, which is then served at once. So nothing
ever happens in both rooms at the same time.

A frame: [kind, virtual ns, state, [context], [posts], body], see `twins` for the state.
"""

from __future__ import annotations

import asyncio
import os
import threading
from types import TracebackType
from typing import Any

from asynclings.rooms import things
from asynclings.rooms.exceptions import Exceptions
from asynclings.rooms.room import Room
from asynclings.rooms.sizes import fits, without_large
from asynclings.rooms.table import Table
from asynclings.rooms.tracebacks import decode_lines, encode_lines
from asynclings.rooms.values import array, decode, encode, number, text
from asynclings.rooms.wire import RoomLostError, TooLargeError, Wire, WireError

#: Requests within requests; an answer and a grader call each other a few deep.
MAX_NESTED = 60


class CannotCrossError(TypeError):
    """A value that cannot be handed to the other room."""


class Border:
    """One room's side of the border.

    Args:
        wire: The line to the other room.
        room: What this room does when it is asked.

    Attributes:
        exceptions: Makes this room's exceptions known.
        table: Who is known by which number.
        lost: Why the other room cannot be asked any more.
        asked: How often it was asked.
        raised: What has left this room as an exception.
    """

    def __init__(self, wire: Wire, room: Room) -> None:
        self.wire = wire
        self.room = room
        self.exceptions = Exceptions(self)
        self.table = Table()
        self.lost: RoomLostError | None = None
        self.asked = 0
        self.raised: list[BaseException] = []
        self._posts: list[list[Any]] = []
        self._unsent: list[list[Any]] = []  # ... as they are written
        self._nested = 0
        self._thread = threading.get_ident()
        self._handed: tuple[int, ...] = ()

    def request(self, *body: Any) -> Any:
        """Ask the other room for something; return its answer, or raise it."""
        if self.lost is not None:
            raise self.lost
        if threading.get_ident() != self._thread:
            return self.room.ask_from_a_thread(list(body))
        self.asked += 1
        is_over = False
        try:
            self._send("request", list(body))
            while True:
                kind, context, answer = self._receive()
                if kind != "request":
                    break
                self._serve(context, answer)
            is_over = True
        except (RoomLostError, CannotCrossError) as error:
            is_over = isinstance(error, CannotCrossError)
            if isinstance(error, RoomLostError):
                self.lost = error
            raise
        finally:
            if not is_over and self.lost is None:  # somebody broke in: a time-out, a signal
                self.lost = RoomLostError("it was interrupted in the middle of a call")
        return self._answer(kind, answer)

    def serve(self) -> None:
        """Serve one request of the other room."""
        kind, context, body = self._receive()
        if kind != "request":
            raise WireError("an answer to nothing")
        self._serve(context, body)

    def tell(self, *body: Any) -> None:
        """Ask the other room for something, and leave its answer on the wire."""
        self._send("request", list(body))

    def post(self, *body: Any) -> None:
        """Tell the other room something with the next frame; there is no answer."""
        self._posts.append(list(body))

    def _answer(self, kind: str, answer: Any) -> Any:
        if kind == "returned":
            return answer
        if kind == "raised" and isinstance(answer, BaseException):
            raise answer
        raise WireError("an answer of an unknown kind")

    def _serve(self, context: list[Any], body: Any) -> None:
        self._nested += 1
        try:
            if self._nested > MAX_NESTED:
                raise WireError("the rooms call each other without end")
            # The answer tells what is ready in the loop that was asked, so it is sent in there.
            with self.room.within(context):
                self._send(*self._perform(body))
        finally:
            self._nested -= 1

    def _perform(self, body: Any) -> tuple[str, Any]:
        try:
            name, *arguments = array(body)
            operation = self.room.operations[text(name)]
        except (KeyError, ValueError):
            raise WireError("a request for something that nobody offers") from None
        try:
            return "returned", operation(*arguments)
        except RoomLostError:
            raise
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
            self.raised.append(error)
            if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
                error.__traceback__ = error.__traceback__.tb_next
            return "raised", error

    def _send(self, kind: str, body: Any) -> None:
        state = self.room.state()
        context = self.room.context() if kind == "request" else []
        try:
            written = encode(body, self)
        except WireError as error:
            if kind == "request":
                raise CannotCrossError(str(error)) from None
            kind, written = "raised", encode(CannotCrossError(str(error)), self)
        posts = self._unsent + [[encode(one, self) for one in post] for post in self._take_posts()]
        self._unsent = []
        frame = [kind, state, context and encode(context, self), posts, written]
        handed, self._handed = self._handed, ()
        try:
            try:
                self.wire.send(frame, handed)
            except TooLargeError as error:
                self.wire.send(self._cut(frame, error), handed)
        finally:
            for descriptor in handed:
                os.close(descriptor)

    def _cut(self, frame: list[Any], error: TooLargeError) -> list[Any]:
        """Return *frame* without what is too large in it; refuse to ask what is too large."""
        kind, state, context, posts, body = frame
        posts = without_large(posts, str(error))
        if not fits(body):
            if kind == "request":
                self._unsent = posts
                raise CannotCrossError(str(error))
            kind, body = "raised", encode(CannotCrossError(str(error)), self)
        return [kind, state, context, posts, body]

    def hand_over(self, descriptor: int) -> None:
        """Give the other room a copy of an open file with the next frame."""
        self._handed = (*self._handed, os.dup(descriptor))

    @property
    def has_news(self) -> bool:
        """Whether there are notes that the other room should get before time passes."""
        return bool(self._posts)

    def _take_posts(self) -> list[list[Any]]:
        posts, self._posts = self._posts, []
        return posts + self.table.releases()

    def _receive(self) -> tuple[str, list[Any], Any]:
        kind, state, context, posts, body = array(self.wire.receive(), 5)
        if kind not in ("request", "returned", "raised"):
            raise WireError("a message of an unknown kind")
        self.room.heed(array(state))
        context = decode(context, self) if context else []
        for post in array(posts):
            self._note(*(decode(each, self) for each in array(post)))
        return kind, array(context), decode(body, self)

    def _note(self, name: Any = None, *arguments: Any) -> None:
        try:
            self.room.operations[f"post:{text(name)}"](*arguments)
        except (KeyError, TypeError, ValueError):
            raise WireError("a note that nobody understands") from None

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
        description = things.describe(thing, self)
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
            thing = things.stand_in(written, self)
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
