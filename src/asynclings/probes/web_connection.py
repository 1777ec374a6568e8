"""The connections of the web server: numbered, without timers, gone when told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from logging import NullHandler, getLogger

from aiohttp import web

from asynclings.timeline import Span

#: A learner's log shall not show what the grader's server thinks of the client.
_QUIET = getLogger("asynclings.web")
_QUIET.addHandler(NullHandler())
_QUIET.propagate = False


class Connection(web.RequestHandler):
    """One client's connection, which never loses its patience.

    aiohttp closes an idle connection after a while. That timer would make the virtual
    clock jump where in truth nothing can happen any more, so that a deadlock of the
    answer would not be seen as one.
    """

    __slots__ = ()

    @property
    def _keepalive_handle(self) -> None:
        return None

    @_keepalive_handle.setter
    def _keepalive_handle(self, timer: asyncio.Handle | None) -> None:
        if timer is not None:
            timer.cancel()

    async def start(self) -> None:
        """Serve the client until it goes; called by aiohttp, as a task."""
        leave_the_timeline("web server")
        await super().start()


def leave_the_timeline(name: str) -> None:
    """Take the running task off the timeline, and call it *name* in the report of a deadlock.

    How the server works is not the answer's doing.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if task is not None:
        known = ("task", task.get_name(), "")
        spans: list[Span] = loop.timeline.spans  # type: ignore[attr-defined]  # VirtualLoop
        spans[:] = [span for span in spans if (span.kind, span.name, span.where) != known]
        task.set_name(name)


class Connections(web.Server):
    """Makes a `Connection` of each client; the protocol factory of the server's socket."""

    def __init__(self, handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]) -> None:
        # Cancelling tells the handler, thus the timeline, when a client went away.
        super().__init__(handler, handler_cancellation=True)
        self.opened: list[tuple[web.RequestHandler, asyncio.Transport]] = []

    def __call__(self) -> Connection:
        """Return what serves the next client."""
        return Connection(
            self,
            loop=self._loop,
            logger=_QUIET,
            access_log=None,  # type: ignore[arg-type]  # this is how to have none
            keepalive_timeout=0,
            lingering_time=0,
        )

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        """Remember the connection."""
        super().connection_made(handler, transport)
        self.opened.append((handler, transport))

    def number_of(self, connection: web.RequestHandler) -> int:
        """Return which connection this is; the first is 1."""
        return [handler for handler, _ in self.opened].index(connection) + 1

    def abort(self) -> None:
        """Drop all connections, without waiting for what is still to be sent."""
        for _, transport in self.opened:
            transport.abort()
