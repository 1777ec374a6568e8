"""Frames between the two rooms: a length, then JSON, with nothing taken on trust.

A frame is four bytes of length (big-endian) and a JSON array in UTF-8. Whatever is not
that, or is larger or nested deeper than allowed, is a `WireError`, never anything else.
"""

from __future__ import annotations

import array
import json
import socket
import struct
from typing import Any, NoReturn

from asynclings.clock.real import REAL
from asynclings.errors import ClockError

#: No exercise passes around a tenth of it.
MAX_FRAME_BYTES = 8 * 1024 * 1024

#: Real time in which the other end must say something; a turn takes a thousandth.
SILENCE_WALL_SECONDS = 4.0

#: Real time after which a wait looks whether it has lasted too long.
SLICE_WALL_SECONDS = 0.2

#: Bytes that are read at once; most frames have a hundred.
CHUNK_BYTES = 1 << 16

#: Digits of one number: Python's own limit, which a later version may move.
MAX_DIGITS = 400

#: Sockets handed over with one frame.
MAX_SOCKETS = 1

_HEAD = struct.Struct("!I")
_TIMEVAL = struct.Struct("@ll")
_DESCRIPTORS_BYTES = socket.CMSG_SPACE(MAX_SOCKETS * struct.calcsize("i"))

#: What a learner is told of an answer that is gone.
ENDED = "its process ended in the middle of it"
NEVER_RETURNED = "it never returned"


class RoomLostError(ClockError):
    """The room of the answer is lost: it fell silent, died, or spoke nonsense."""


class WireError(RoomLostError):
    """What came over the wire is no message."""


class TooLargeError(WireError):
    """A message is larger than any that is sent."""


class Wire:
    """One end of the line between the rooms.

    Args:
        line: A connected unix socket.
        trusted: Whether the other end may hand over sockets.
        wall_seconds: How long this wire is good for, really; None for ever.
    """

    def __init__(
        self, line: socket.socket, wall_seconds: float | None = None, *, trusted: bool = False
    ) -> None:
        self.line = line
        self.wall_seconds = wall_seconds
        self._silence = self._deadline = REAL.monotonic()
        self.renew()
        self.sockets: list[int] = []
        # What is handed over beyond that, the kernel closes.
        self._max_sockets = MAX_SOCKETS if trusted else 0
        self._data = bytearray()
        # The kernel waits, which takes one call; Python's own time-outs take three. The calls
        # are those of C: virtual time may stand in front of the others.
        line.setblocking(True)  # noqa: FBT003 - its only argument
        if wall_seconds is not None:
            for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                seconds = min(wall_seconds, SLICE_WALL_SECONDS)
                line.setsockopt(socket.SOL_SOCKET, option, _TIMEVAL.pack(0, int(seconds * 1e6)))
        raw: Any = super(socket.socket, line)
        self._recv, self._recvmsg = raw.recv, raw.recvmsg

    def renew(self) -> None:
        """Be good for as long again."""
        self._deadline = REAL.monotonic() + (self.wall_seconds or 0)

    def send(self, frame: list[Any], sockets: tuple[int, ...] = ()) -> None:
        """Send *frame*, handing over *sockets* with it.

        Raises:
            RoomLostError: Nobody listens.
        """
        data = pack(frame)
        self._silence = REAL.monotonic() + SILENCE_WALL_SECONDS
        try:
            while data:
                try:
                    sent = (
                        socket.send_fds(self.line, [data], sockets)
                        if sockets
                        else self.line.send(data)
                    )
                    data, sockets = data[sent:], ()
                except BlockingIOError:
                    self._go_on()
        except OSError as error:
            raise RoomLostError(f"{ENDED} ({error.strerror})") from None

    def receive(self) -> list[Any]:
        """Return the next frame.

        Raises:
            RoomLostError: It does not come.
            WireError: It is none.
        """
        self._silence = REAL.monotonic() + SILENCE_WALL_SECONDS
        while (end := self._end_of_frame()) is None:
            self._fill()
        body = bytes(self._data[_HEAD.size : end])
        del self._data[:end]
        return unpack(body)

    def close(self) -> None:
        """Hang up."""
        self.line.close()

    def _end_of_frame(self) -> int | None:
        if len(self._data) < _HEAD.size:
            return None
        (length,) = _HEAD.unpack_from(self._data)
        if not 0 < length <= MAX_FRAME_BYTES:
            raise WireError(f"a message of {length:,} bytes: at most {MAX_FRAME_BYTES:,} are read")
        end = _HEAD.size + int(length)
        return end if len(self._data) >= end else None

    def _fill(self) -> None:
        self._go_on()
        try:
            if self._max_sockets:
                data, handed, _, _ = self._recvmsg(CHUNK_BYTES, _DESCRIPTORS_BYTES)
                for _, _, descriptors in handed:
                    self.sockets += array.array("i", descriptors)
            else:  # what is handed over, the kernel closes
                data = self._recv(CHUNK_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            raise RoomLostError(f"{ENDED} ({error.strerror})") from None
        if not data:
            raise RoomLostError(ENDED)
        self._data += data

    def _go_on(self) -> None:
        """See whether there is time left."""
        if self.wall_seconds and REAL.monotonic() > min(self._deadline, self._silence):
            raise self._too_late()

    def _too_late(self) -> RoomLostError:
        limit = min(self.wall_seconds or 0.0, SILENCE_WALL_SECONDS)
        if self._deadline < self._silence:
            limit = self.wall_seconds or 0.0
        return RoomLostError(
            f"{NEVER_RETURNED}: after {limit:g} s of real time its process was ended"
        )


def pack(frame: list[Any]) -> bytes:
    """Return *frame* as it goes over the wire."""
    try:
        body = _encode(frame).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise WireError(f"a message that cannot be written: {error}") from None
    if len(body) > MAX_FRAME_BYTES:
        raise TooLargeError(
            f"a value of {len(body):,} bytes: at most {MAX_FRAME_BYTES:,} can cross"
        )
    return _HEAD.pack(len(body)) + body


def unpack(body: bytes) -> list[Any]:
    """Return the frame in *body*.

    Raises:
        WireError: There is none.
    """
    try:
        decode = _decode if len(body) > MAX_DIGITS else _decode_short
        frame = decode(body.decode("utf-8"))
    except (ValueError, RecursionError, OverflowError) as error:
        raise WireError(f"a message that is no JSON: {str(error)[:80]}") from None
    if type(frame) is not list:
        raise WireError("a message that is no list")
    return frame


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits")
    return int(digits)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


# Made once: a rule takes dozens of frames. A short one has no room for a number that is too long.
_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False).encode
_decode = json.JSONDecoder(parse_int=_int, parse_constant=_refuse).decode
_decode_short = json.JSONDecoder(parse_constant=_refuse).decode
