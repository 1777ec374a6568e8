"""Blocking sockets of the code under test, in virtual time.

A worker thread may use them: it parks until there is something to read, so that an
ordinary HTTP library in a thread can talk to a server of the loop. On the loop's own
thread they stop every task, and are noted as blocking. TLS reads its socket in C, where
nobody can park: over https such a thread waits, and time flows, as in the real world.
"""

from __future__ import annotations

import functools
import select
import socket
from collections.abc import Callable
from typing import Any

from asynclings.clock.blocking import note
from asynclings.clock.drive import Block
from asynclings.clock.frames import short, whereabouts
from asynclings.clock.hosts import is_numeric
from asynclings.clock.jobs import Park
from asynclings.clock.places import Place, here
from asynclings.clock.sockets import Address, LocalSocket
from asynclings.errors import BlockedLoopError, OfflineError

#: The methods that wait until there is something to read.
READS = ("recv", "recv_into", "recvfrom", "recvfrom_into", "accept")

_getaddrinfo = socket.getaddrinfo
_socketpair = socket.socketpair
_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


class Readable:
    """A socket that a worker waits for; see `jobs.Guest`."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def has_events(self) -> bool:
        """Tell whether there is something to read."""
        return _is_readable(self._sock, 0)

    def awaits_outsiders(self) -> bool:
        """Tell whether somebody outside may write; no, for such a socket is left alone."""
        return False


class SocketBlock(Block):
    """Waits on the loop's thread until *sock* has something to read."""

    def __init__(self, place: Place, what: str, until_ns: int | None, sock: socket.socket) -> None:
        super().__init__(place, what, whereabouts(), until_ns)
        self._sock = sock

    def is_over(self) -> bool:
        """Tell whether there is something to read."""
        return _is_readable(self._sock, 0)

    def doze(self, wall_seconds: float) -> bool:
        """Wait really; tell whether there is something to read."""
        return _is_readable(self._sock, wall_seconds)


def wait_until_readable(place: Place, sock: socket.socket, what: str) -> None:
    """Wait until *sock* has something to read, as long as its timeout allows.

    Raises:
        TimeoutError: There is nothing when its time is over.
    """
    timeout, before = sock.gettimeout(), place.clock.ns
    until = None if timeout is None else place.clock.after(timeout)
    if not _is_readable(sock, 0):
        if place.job is None:
            SocketBlock(place, what, until, sock).run()
        else:
            place.clock.jobs.wait(place.job, Park(until, what, whereabouts(), Readable(sock)))
        if not _is_readable(sock, 0):
            raise TimeoutError("timed out")
    if place.clock.ns == before:  # one that took time has been noted
        note(place, what)


def connect(self: socket.socket, address: Address) -> None:
    """Do what `socket.connect` does; to a server of the loop, by a socketpair.

    Raises:
        BlockedLoopError: The loop, which it would stop, is the one that should answer.
    """
    place = here()
    if place is None or self.gettimeout() == 0:
        _connect(self, address)
        return
    where = note(place, "socket.connect")
    if place.loop is None or not place.loop.is_served(self, address):
        _connect(self, address)
    elif place.turning:
        self.close()  # most callers do so after an OSError only, and it is not their fault
        raise BlockedLoopError(
            f"a blocking connection{f' at {short(where)}' if where else ''} stops the event loop, "
            f"and the server at {address[0]}:{address[1]} runs in this very loop: it can never "
            "answer. Use an asynchronous client, such as aiohttp or asyncio.open_connection, or "
            "hand the call to a thread with asyncio.to_thread()."
        )
    else:
        place.loop.connect_thread(self, address)


def connect_ex(self: socket.socket, address: Address) -> int:
    """Do what `socket.connect_ex` does: as `connect`, with an error number for an error."""
    if here() is None or self.gettimeout() == 0:
        return _connect_ex(self, address)
    try:
        connect(self, address)
    except OSError as error:
        if error.errno is None or isinstance(error, OfflineError):
            raise  # a timeout, or something that no number can say
        return error.errno
    return 0


def getaddrinfo(host: Any, port: Any, family: int = 0, *args: Any, **options: Any) -> Any:
    """Do what `socket.getaddrinfo` does; the names are those of the loop's servers."""
    place = here()
    if place is not None and place.loop is not None:
        if not is_numeric(host):
            note(place, "socket.getaddrinfo")
        host, port = place.loop.locate(host, port, family)
    return _getaddrinfo(host, port, family, *args, **options)


def socketpair(*args: Any, **options: Any) -> tuple[socket.socket, socket.socket]:
    """Do what `socket.socketpair` does; in a scenario, nobody else holds an end."""
    place = here()
    ends = _socketpair(*args, **options)
    if place is not None and place.loop is not None:
        for end in ends:
            end.__class__ = LocalSocket
            place.loop.keep_local(end)
    return ends


def install() -> None:
    """Put these in the place of the socket module's own."""
    for name in READS:
        real = getattr(socket.socket, name)
        if not hasattr(real, "__wrapped__"):
            setattr(socket.socket, name, _waiting(name, real))
    socket.socket.connect = connect  # type: ignore[method-assign,assignment]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = getaddrinfo
    socket.socketpair = socketpair


def _waiting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(real)
    def read(self: socket.socket, *args: Any, **options: Any) -> Any:
        if self.gettimeout() != 0:
            place = here()
            if place is not None and _is_ours(self, place):
                wait_until_readable(place, self, f"socket.{name}")
        return real(self, *args, **options)

    return read


def _is_ours(sock: socket.socket, place: Place) -> bool:
    """Tell whether only this process writes to *sock*; a stranger answers in real time."""
    if isinstance(sock, LocalSocket) or sock.type == socket.SOCK_DGRAM:
        return True
    # Who would knock, while the loop stands still? A thread can wait for a stranger.
    return place.turning and bool(sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def _is_readable(sock: socket.socket, wall_seconds: float) -> bool:
    return bool(select.select([sock], [], [], wall_seconds)[0])
