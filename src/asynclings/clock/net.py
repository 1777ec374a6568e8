"""A loop whose servers are reached without leaving it: names, connections, what is foreign.

A connection to a server of the same loop is a socketpair, which the kernel delivers
at once on every system; so a poll that finds nothing proves that nothing is on its way,
and the clock may jump. Everything that connects comes through `sock_connect`: streams,
`create_connection`, aiohttp, unix sockets. TLS then runs on top of it, as on any
connection; certificates are the exercise's own affair.
"""

from __future__ import annotations

import asyncio
import contextvars
import itertools
import os
import socket
import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asynclings.clock.hosts import ANY, is_numeric, is_this_machine, plain, refusal
from asynclings.clock.sockets import Address, join

#: The first port that a client seems to come from; the system's own begin there too.
FIRST_CLIENT_PORT = 49152

#: UDP over loopback arrives within sendto() here; elsewhere a kernel thread carries it.
UDP_IS_IMMEDIATE = sys.platform == "linux"

_getaddrinfo = socket.getaddrinfo


class Queue:
    """A listening socket with one connection in it, for asyncio's own accept loop."""

    def __init__(self, connection: socket.socket, client: Address) -> None:
        self._waiting = [(connection, client)]

    def accept(self) -> tuple[socket.socket, Address]:
        """Hand the connection over; the second time there is none."""
        if not self._waiting:
            raise BlockingIOError
        return self._waiting.pop()


@dataclass(frozen=True, slots=True)
class Listener:
    """A listening socket of this loop, and what asyncio does when somebody connects."""

    socket: socket.socket
    accept: Callable[[Queue], None]
    context: contextvars.Context

    def answers(self, family: int, address: Address) -> bool:
        """Tell whether a connection to *address* would reach this socket."""
        own = self.socket.getsockname()
        if family != self.socket.family:
            return False
        if not isinstance(own, tuple):  # a unix socket: a path, or bytes
            return os.fsencode(own) == os.fsencode(address)
        host, port = plain(address[0]), address[1]
        return bool(own[1] == port) and (host in ANY or own[0] in ANY or own[0] == host)

    @property
    def port(self) -> int | None:
        """The port, where the socket has one."""
        own = self.socket.getsockname()
        return own[1] if isinstance(own, tuple) else None

    def __str__(self) -> str:
        own = self.socket.getsockname()
        return f"{own[0]}:{own[1]}" if isinstance(own, tuple) else os.fsdecode(own)


class LocalNet(asyncio.SelectorEventLoop):
    """The part of a virtual loop that knows its own servers and connections."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._listeners: dict[socket.socket, Listener] = {}
        self._served_names: dict[str, int] = {}
        self._own_sockets: dict[int, weakref.ref[socket.socket]] = {}
        self._client_ports = itertools.count(FIRST_CLIENT_PORT)
        super().__init__(*args, **options)
        self.keep_local(self._ssock)  # type: ignore[attr-defined]
        _resolve_by_loop()

    # --- names ---------------------------------------------------------------------

    def serve_name(self, host: str, port: int) -> None:
        """Make *host* a name of this loop's server on *port*, whichever port is asked for."""
        self._served_names[plain(host)] = port
        _resolve_by_loop()

    def servers(self) -> list[str]:
        """Return what can be reached, as a message names it: names before addresses."""
        named = set(self._served_names.values())
        unnamed = [each for each in self._listeners.values() if each.port not in named]
        return [*self._served_names, *map(str, unnamed)]

    def locate(self, host: Any, port: Any, family: int = 0) -> tuple[Any, Any]:
        """Return the numeric host and the port that *host* and *port* lead to.

        Raises:
            OfflineError: *host* is a name that nobody here bears.
        """
        name = plain(host)
        if name in self._served_names:
            return "127.0.0.1", self._served_names[name]
        if name == "localhost":  # one answer, whatever this machine's files say
            return "::1" if family == socket.AF_INET6 else "127.0.0.1", port
        if not is_numeric(host):
            raise refusal(host, port, self.servers())
        return host, port

    async def getaddrinfo(
        self,
        host: bytes | str | None,
        port: bytes | str | int | None,
        *,
        family: int = 0,
        type: int = 0,  # noqa: A002 - asyncio's own signature
        proto: int = 0,
        flags: int = 0,
    ) -> list[Any]:
        """Resolve *host* here, for no name of an exercise needs a thread or a network."""
        host, port = self.locate(host, port, family)
        # A machine with nothing but loopback has "no address configured": do not ask for one.
        flags &= ~socket.AI_ADDRCONFIG
        return _getaddrinfo(host, port, family, type, proto, flags)

    # --- connections ---------------------------------------------------------------

    async def sock_connect(self, sock: socket.socket, address: Address) -> None:
        """Connect *sock*: to a server of this loop by a socketpair, else really."""
        address = self._located(sock, address)
        listener = self._listener_at(sock, address)
        if listener is None or sock.gettimeout() != 0:
            await super().sock_connect(sock, address)
        else:
            self._connect(sock, listener, self.call_soon)

    def is_served(self, sock: socket.socket, address: Address) -> bool:
        """Tell whether *sock* would reach a server of this loop at *address*."""
        return self._listener_at(sock, self._located(sock, address)) is not None

    def connect_thread(self, sock: socket.socket, address: Address) -> None:
        """Connect the blocking *sock* of a worker thread to a server of this loop."""
        if listener := self._listener_at(sock, self._located(sock, address)):
            self._connect(sock, listener, self.call_soon_threadsafe)

    def _located(self, sock: socket.socket, address: Address) -> Address:
        """Return *address* with a numeric host.

        Raises:
            OfflineError: It is not on this machine.
        """
        if sock.family not in (socket.AF_INET, socket.AF_INET6):
            return address
        host, port = self.locate(address[0], address[1], sock.family)
        if not is_this_machine(host):
            raise refusal(host, port, self.servers())
        return (host, port, *address[2:])

    def _listener_at(self, sock: socket.socket, address: Address) -> Listener | None:
        """Return who would accept *sock* at *address*; None if nobody of this loop."""
        if sock.type != socket.SOCK_STREAM:
            return None
        listeners = list(self._listeners.values())
        return next((each for each in listeners if each.answers(sock.family, address)), None)

    def _connect(
        self, sock: socket.socket, listener: Listener, call_soon: Callable[..., object]
    ) -> None:
        """Join *sock* to *listener*, which accepts it in the loop's next turn."""
        server = listener.socket.getsockname()
        client: Address = ""
        if isinstance(server, tuple):
            host = "::1" if sock.family == socket.AF_INET6 else "127.0.0.1"
            server = (host, *server[1:])
            client = (host, next(self._client_ports), *server[2:])
        far = join(sock, client, server)
        self.keep_local(sock)
        self.keep_local(far)
        # In a turn of its own, and not on the client's stack: it is nothing that the
        # client's code did, and the handler has no business with the client's context.
        call_soon(self._arrive, listener, far, client, context=listener.context)

    def _arrive(self, listener: Listener, far: socket.socket, client: Address) -> None:
        """Let *listener* accept the connection, unless it was closed meanwhile."""
        if listener.socket in self._listeners:
            listener.accept(Queue(far, client))
        else:
            far.close()

    def _start_serving(
        self, protocol_factory: Callable[[], Any], sock: socket.socket, *args: Any, **options: Any
    ) -> None:
        """Remember who listens; asyncio calls this for each socket of each server."""
        super()._start_serving(protocol_factory, sock, *args, **options)  # type: ignore[misc]
        self.keep_local(sock)
        again = self._accept_connection  # type: ignore[attr-defined]

        def accept(queue: Queue) -> None:
            again(protocol_factory, queue, *args, **options)

        self._listeners[sock] = Listener(sock, accept, contextvars.copy_context())

    def _stop_serving(self, sock: socket.socket) -> None:
        """Forget who listened; asyncio calls this when a server is closed."""
        self._listeners.pop(sock, None)
        super()._stop_serving(sock)  # type: ignore[misc]

    # --- ours or foreign -----------------------------------------------------------

    def keep_local(self, sock: socket.socket) -> None:
        """Note that only this loop can make *sock* ready."""
        self._own_sockets[sock.fileno()] = weakref.ref(sock)

    def awaits_outsiders(self) -> bool:
        """Tell whether the loop watches a socket that somebody else can make ready."""
        watched = self._selector.get_map()  # type: ignore[attr-defined]
        return not all(self._is_own(fd) for fd in watched)

    def _is_own(self, fd: int) -> bool:
        own = self._own_sockets.get(fd)
        sock = own() if own is not None else None
        # The number may by now belong to another file: a closed socket has none.
        return sock is not None and sock.fileno() == fd

    def _make_datagram_transport(self, sock: socket.socket, *args: Any, **options: Any) -> Any:
        """Take a UDP socket for our own: all that it can hear comes from this machine."""
        if UDP_IS_IMMEDIATE:
            self.keep_local(sock)
        return super()._make_datagram_transport(sock, *args, **options)  # type: ignore[misc]


def _resolve_by_loop() -> None:
    """Make aiohttp ask the loop for names; where aiodns is installed, it asks the network."""
    if connector := sys.modules.get("aiohttp.connector"):
        resolver: Any = sys.modules["aiohttp.resolver"]
        connector.DefaultResolver = resolver.ThreadedResolver  # type: ignore[attr-defined]
