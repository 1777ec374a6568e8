"""Connections from the answer's room to servers of the judge's: socket pairs, handed over."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from asynclings.clock.net import LocalNet
from asynclings.clock.sockets import LocalSocket
from asynclings.errors import OfflineError
from asynclings.rooms.twins import TwinLoop
from asynclings.rooms.values import number, text
from asynclings.rooms.wire import WireError

if TYPE_CHECKING:
    from asynclings.rooms.border import Border

#: Connections that one answer may open in all.
MAX_CONNECTIONS = 2_000

_INTERNET = (socket.AF_INET, socket.AF_INET6)


class RoomNet(TwinLoop):
    """The part of the answer's loop that reaches the judge's servers."""

    def locate(self, host: Any, port: Any, family: int = 0) -> tuple[Any, Any]:
        """Return the numeric host and the port, which the judge may have to tell."""
        try:
            return super().locate(host, port, family)
        except OfflineError:
            border = self._way()
            if border is None:
                raise
            name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
            found = border.request("locate", name, port, int(family))
            return found[0], found[1]

    async def sock_connect(self, sock: socket.socket, address: Any) -> None:
        """Connect *sock*: to a server of this room, else to one of the judge's."""
        border = self._way()
        is_far = sock.family in _INTERNET and sock.type == socket.SOCK_STREAM
        if border is None or not is_far or self.is_served(sock, address):
            await super().sock_connect(sock, address)
            return
        host, port = self.locate(address[0], address[1], sock.family)
        client, server = border.request("connect", int(sock.family), host, port)
        given = border.wire.sockets.pop()
        os.dup2(given, sock.fileno(), inheritable=False)
        os.close(given)
        _become_local(sock, client, server)
        self.keep_local(sock)

    def _way(self) -> Border | None:
        raise NotImplementedError


def _become_local(sock: socket.socket, client: Any, server: Any) -> None:
    timeout, fd = sock.gettimeout(), sock.detach()
    socket.socket.__init__(sock, sock.family, socket.SOCK_STREAM, 0, fd)
    sock.settimeout(timeout)
    if type(sock) is socket.socket:
        sock.__class__ = LocalSocket
        LocalSocket.addresses[sock] = (client, server)


class Doorkeeper:
    """Lets the answer connect to servers of the judge's running loop.

    Args:
        border: The way to the answer.
    """

    def __init__(self, border: Border) -> None:
        self._border = border
        self._count = 0
        self.operations: dict[str, Callable[..., Any]] = {
            "locate": self._locate,
            "connect": self._connect,
        }

    def _locate(self, host: Any, port: Any, family: Any) -> tuple[Any, Any]:
        located = _loop().locate(text(host), port, number(family))
        return located[0], located[1]

    def _connect(self, family: Any, host: Any, port: Any) -> tuple[Any, Any]:
        self._count += 1
        if family not in _INTERNET or self._count > MAX_CONNECTIONS:
            raise WireError("a connection that cannot be")
        loop, address = _loop(), (text(host), number(port))
        near = socket.socket(family, socket.SOCK_STREAM)
        near.settimeout(0)
        try:
            if not loop.is_served(near, address):
                raise ConnectionRefusedError(111, f"Connect call failed {address!r}")
            loop.connect_local(near, address)
            self._border.hand_over(near.fileno())
            return near.getsockname(), near.getpeername()
        finally:
            near.close()


def _loop() -> Any:
    loop = asyncio._get_running_loop()
    if not isinstance(loop, LocalNet):
        raise WireError("a connection without a loop")
    return loop
