"""The border between two rooms: requests and their answers.

The rooms take turns. Whoever sends a frame waits for one; what comes may be the answer,
or first a request of the other room's own, which is then served at once. So nothing
ever happens in both rooms at the same time.

A frame: [kind, virtual ns, state, [context], [posts], body], see `twins` for the state.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from asynclings.rooms.crossing import Crossing
from asynclings.rooms.exceptions import Exceptions
from asynclings.rooms.room import Room
from asynclings.rooms.sizes import fits, without_large
from asynclings.rooms.table import Table
from asynclings.rooms.values import array, decode, encode, text
from asynclings.rooms.wire import RoomLostError, TooLargeError, Wire, WireError

#: Requests within requests; an answer and a grader call each other a few deep.
MAX_NESTED = 60


class CannotCrossError(TypeError):
    """A value that cannot be handed to the other room."""


class Border(Crossing):
    """One room's side of the border.

    Args:
        wire: The line to the other room.
        room: What this room does when it is asked.

    Attributes:
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
        with self._asking():
            self._send("request", list(body))
            kind, answer = self._answer()
        return self._given(kind, answer)

    def tell(self, *body: Any) -> None:
        """Ask the other room for something, and leave its answer on the wire; see `told`."""
        with self._asking():
            self._send("request", list(body))

    def told(self) -> Any:
        """Return the answer to what was asked for with `tell`, or raise it."""
        if self.lost is not None:
            raise self.lost
        with self._asking():
            kind, answer = self._answer()
        return self._given(kind, answer)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self.asked += 1
        is_over = False
        try:
            yield
            is_over = True
        except CannotCrossError:
            is_over = True
            raise
        except RoomLostError as error:
            self.lost = error
            raise
        finally:
            if not is_over and self.lost is None:  # somebody broke in: a time-out, a signal
                self.lost = RoomLostError("it was interrupted in the middle of a call")

    def _answer(self) -> tuple[str, Any]:
        while True:
            kind, context, answer = self._receive()
            if kind != "request":
                return kind, answer
            self._serve(context, answer)

    def serve(self) -> None:
        """Serve one request of the other room."""
        kind, context, body = self._receive()
        if kind != "request":
            raise WireError("an answer to nothing")
        self._serve(context, body)

    def post(self, *body: Any) -> None:
        """Tell the other room something with the next frame; there is no answer."""
        self._posts.append(list(body))

    def _given(self, kind: str, answer: Any) -> Any:
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
