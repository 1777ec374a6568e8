"""The server of the page: sends every change of the state, takes the learner's wishes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from aiohttp import WSCloseCode, web

from asynclings.learn.state import State
from asynclings.learn.web.address import Address, listen
from asynclings.learn.web.guard import PROTOCOL, guard, knows_token
from asynclings.learn.web.page import live_page, page_id
from asynclings.learn.web.view import view

#: With this code a connection ends whose token is wrong; the page then says what to do.
REFUSED = 4403

#: A wish is a few words.
MAX_WISH_BYTES = 2048

#: Real seconds between two signs of life on a connection.
HEARTBEAT_WALL_SECONDS = 20.0

#: Real seconds that connections get to end.
GOODBYE_WALL_SECONDS = 1.0

#: What a page may wish for.
WISHES = ("next", "previous", "go", "hint", "solution", "reset", "undo-reset", "grade")


class Source(Protocol):
    """The learner's loop, as the page needs it."""

    @property
    def state(self) -> State:
        """What the learner sees now."""

    def listen(self, listener: Callable[[State], None]) -> Callable[[], None]:
        """Tell *listener* of every new state; what comes back ends that."""

    def do(self, action: str, argument: str = "") -> None:
        """Do what the learner wishes: one of `WISHES`."""


class PageServer:
    """Serves one page to whoever knows the token.

    Args:
        source: What the page follows.
        address: Port and token.
    """

    def __init__(self, source: Source, address: Address) -> None:
        self._source = source
        self._address = address
        # Read once: a kit that is renewed meanwhile would send pages to load themselves for ever.
        self._page, self._page_id = live_page(address.names), page_id()
        self._sockets: weakref.WeakSet[web.WebSocketResponse] = weakref.WeakSet()
        self._drawn: tuple[State, dict[str, Any]] | None = None

    def application(self) -> web.Application:
        """Return the application: the page, and the line on which it hears of news."""
        app = web.Application(middlewares=[guard(self._address)])
        app.router.add_get("/", self._show)
        app.router.add_get("/live", self._follow)
        app.on_shutdown.append(self._say_goodbye)
        return app

    async def _show(self, request: web.Request) -> web.Response:
        del request
        # Also in the page itself; but only a header keeps other pages from framing it.
        policy = {"Content-Security-Policy": "frame-ancestors 'none'"}
        return web.Response(text=self._page, content_type="text/html", headers=policy)

    async def _follow(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse(
            protocols=(PROTOCOL,), heartbeat=HEARTBEAT_WALL_SECONDS, max_msg_size=MAX_WISH_BYTES
        )
        await line.prepare(request)
        if not knows_token(request, self._address):
            await line.close(code=REFUSED)  # a browser does not tell a page of a status code
            return line
        self._sockets.add(line)
        changed = asyncio.Event()
        changed.set()
        end = self._source.listen(lambda _: changed.set())
        telling = asyncio.create_task(self._tell(line, changed))
        try:
            async for message in line:
                self._obey(message.data)
        finally:
            end()
            telling.cancel()
            await asyncio.wait([telling])
        return line

    async def _tell(self, line: web.WebSocketResponse, changed: asyncio.Event) -> None:
        """Send the newest state whenever there is one; a slow page misses those between."""
        with contextlib.suppress(ConnectionError):
            while not line.closed:
                await changed.wait()
                changed.clear()
                await line.send_json({"page": self._page_id, "view": self._view()})

    def _view(self) -> dict[str, Any]:
        state = self._source.state
        if self._drawn is None or self._drawn[0] is not state:
            self._drawn = state, view(state, self._drawn)
        return self._drawn[1]

    def _obey(self, message: Any) -> None:
        """Do what a page wishes; what no page of ours says is no wish."""
        try:
            wish = json.loads(message)
            deed, slug = wish["do"], wish.get("slug", "")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return
        if deed in WISHES and isinstance(slug, str):
            self._source.do(deed, slug)

    async def _say_goodbye(self, app: web.Application) -> None:
        del app
        lines = list(self._sockets)
        await asyncio.gather(*(line.close(code=WSCloseCode.GOING_AWAY) for line in lines))


@asynccontextmanager
async def serving(source: Source, keep: Path, port: int = 0) -> AsyncIterator[Address]:
    """Serve the page meanwhile; what is yielded is where.

    Args:
        source: What the page follows.
        keep: The file that keeps port and token.
        port: 0 for the last one, or a free one.

    Raises:
        AsynclingsError: *port* is taken.
    """
    listening, address = listen(keep, port)
    runner = web.AppRunner(
        PageServer(source, address).application(),
        access_log=None,
        shutdown_timeout=GOODBYE_WALL_SECONDS,
    )
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        yield address
    finally:
        await runner.cleanup()
        listening.close()
