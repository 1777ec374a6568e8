"""Socket pairs that look like TCP connections."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

#: ``("127.0.0.1", 49152)``, its IPv6 form of four, or the path of a unix socket.
Address = Any

#: The real one: `blocking_sockets` replaces it for the code under test.
_socketpair = socket.socketpair


class LocalSocket(socket.socket):
    """One end of a socketpair, with the addresses that a real connection would have."""

    # No slots of its own: a plain socket can then become a LocalSocket.
    __slots__ = ()
    addresses: ClassVar[WeakKeyDictionary[socket.socket, tuple[Address, Address]]] = (
        WeakKeyDictionary()
    )

    def __repr__(self) -> str:
        # As in "ResourceWarning: unclosed <socket.socket ...>", which people look for.
        return super().__repr__().replace(f"{__name__}.{type(self).__qualname__}", "socket.socket")

    def getsockname(self) -> Address:
        """Return the address of this end."""
        return self._address(0) or super().getsockname()

    def getpeername(self) -> Address:
        """Return the address of the other end."""
        return self._address(1) or super().getpeername()

    def setsockopt(self, level: int, *option: Any) -> None:
        """Set an option; those of TCP are accepted and have no meaning."""
        if level != socket.IPPROTO_TCP:
            super().setsockopt(level, *option)

    def _address(self, end: int) -> Address:
        """Return the address of this *end* (0) or the other (1) of an open connection."""
        return self.fileno() >= 0 and self.addresses.get(self, ("", ""))[end]


def join(client: socket.socket, client_address: Address, server_address: Address) -> LocalSocket:
    """Turn *client* into one end of a new pair; return the other, for the server."""
    near, far = _socketpair()
    timeout = client.gettimeout()
    # The object stays, for its owner holds it; only the connection behind it is another.
    # Protocol 0 and not TCP, or else asyncio would turn Nagle's algorithm off.
    fd = _put_in_place_of(client.detach(), near.detach())
    socket.socket.__init__(client, client.family, socket.SOCK_STREAM, 0, fd)
    client.settimeout(timeout)
    server = LocalSocket(client.family, socket.SOCK_STREAM, 0, far.detach())
    server.settimeout(0)
    LocalSocket.addresses[server] = (server_address, client_address)
    if type(client) is socket.socket:
        client.__class__ = LocalSocket
        LocalSocket.addresses[client] = (client_address, server_address)
    return server


def _put_in_place_of(old_fd: int, new_fd: int) -> int:
    """Return the number of what was *new_fd*: *old_fd*, for TLS knows it by that, if possible."""
    if sys.platform == "win32":  # there a socket is no file descriptor
        socket.close(old_fd)
        return new_fd
    os.dup2(new_fd, old_fd, inheritable=False)
    os.close(new_fd)
    return old_fd
