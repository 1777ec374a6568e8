"""A real aiohttp server in the scenario's own event loop, which counts what it is asked."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from asynclings.clock import VirtualLoop
from asynclings.errors import GraderError
from asynclings.probes.web_answer import Answer, send
from asynclings.probes.web_connection import Connections, leave_the_timeline
from asynclings.timeline import Span

#: Turns of the loop that an aborted connection may need until its handler is gone.
CLOSING_TURNS = 100


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was asked.

    Attributes:
        method: ``GET``, ``POST``, ...
        path: Without the query.
        query: The decoded query, the last value of each name.
        headers: Names in any case.
        body: As it came.
        json: The decoded body when its content type says JSON, else None.
        connection: Number of the connection it came on; the first is 1.
        start: Virtual second.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes
    json: Any
    connection: int
    start: float

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Web:
    """A web server for one scenario: ``async with Web() as web``.

    Each request is a call on the timeline, named like ``GET /status/1``; one whose
    client went away ends there as cancelled.

    Attributes:
        requests: What was asked, in order of arrival.
        peak: Most requests that were in flight at once.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.peak = 0
        self._in_flight: list[Span] = []
        self._routes: dict[tuple[str, str], list[Any]] = {}
        self._refusing: list[socket.socket] = []
        self._errors: list[BaseException] = []
        self._connections = Connections(self._handle)

    def __repr__(self) -> str:
        return "web"

    def answers(self, path: str, *answers: Any, method: str = "GET", **one: Any) -> None:
        """Say what the server answers at *path*.

        Args:
            path: Without a query.
            *answers: An `Answer` for each request in turn; the last one is repeated. An
                async function of the `Request` that returns an `Answer` stands for one.
            method: Of the request.
            **one: Fields of a single `Answer`, instead of *answers*.
        """
        if bool(answers) == bool(one):
            raise GraderError(f"web.answers({path!r}, ...): give Answers, or the fields of one.")
        self._routes[method, path] = list(answers) or [Answer(**one)]

    def url(self, path: str = "/") -> str:
        """Return the address of *path*."""
        return f"http://127.0.0.1:{self._port}{path}"

    def named(self, host: str) -> str:
        """Let the server be reached as *host*; return ``http://host``."""
        self._loop.serve_name(host, self._port)
        return f"http://{host}"

    def refused_url(self, path: str = "/") -> str:
        """Return an address where nobody listens."""
        # Bound but not listening: nobody else can get the port in the meantime.
        reserved = socket.socket()
        reserved.bind(("127.0.0.1", 0))
        self._refusing.append(reserved)
        return f"http://127.0.0.1:{reserved.getsockname()[1]}{path}"

    @property
    def connections(self) -> int:
        """How many connections clients have opened."""
        return len(self._connections.opened)

    @property
    def open_connections(self) -> int:
        """How many connections are open now."""
        return len(self._connections.connections)

    def explain(self) -> str:
        """Return what the server is doing, as one line, for the report of a deadlock."""
        if not self.open_connections:
            return ""
        names = ", ".join(span.name for span in self._in_flight) or "no request"
        return f"the web server is answering {names}; connections open: {self.open_connections}"

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        if not isinstance(loop, VirtualLoop):
            raise GraderError("The web server needs the virtual loop; run it from a grader.")
        loop.explainers.append(self.explain)
        self._loop = loop
        self._server = await loop.create_server(self._connections, "127.0.0.1", 0)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Drop every connection at once; takes no virtual time and waits for nobody."""
        self._server.close()
        self._connections.abort()
        for _ in range(CLOSING_TURNS):
            if not self._connections.connections:
                break
            await asyncio.sleep(0)
        for reserved in self._refusing:
            reserved.close()
        if self._errors and error is None:
            raise GraderError(f"The web server failed: {self._errors[0]!r}") from self._errors[0]

    async def _handle(self, http: web.BaseRequest) -> web.StreamResponse:
        leave_the_timeline(f"answer to {http.method} {http.path}")
        span = self._loop.timeline.begin("call", f"{http.method} {http.path}", self._loop.time())
        self._in_flight.append(span)
        self.peak = max(self.peak, len(self._in_flight))
        try:
            response = await self._answer(http)
        except asyncio.CancelledError:
            span.outcome = "cancelled"  # the client went away
            raise
        except ConnectionError:
            span.outcome = "cancelled"
            raise asyncio.CancelledError from None  # else aiohttp logs it as a failed handler
        except Exception as error:  # noqa: BLE001 - the grader's handler may do anything
            span.outcome = f"raised {type(error).__name__}"
            self._errors.append(error)
            return web.Response(status=500, text=f"The grader's handler failed: {error!r}")
        else:
            span.outcome = "returned"
            return response
        finally:
            self._in_flight.remove(span)
            span.end = self._loop.time()

    async def _answer(self, http: web.BaseRequest) -> web.StreamResponse:
        request = await self._noted(http)
        answer = self._next_answer(request)
        if callable(answer):
            answer = await answer(request)
        return await send(answer, http)

    async def _noted(self, http: web.BaseRequest) -> Request:
        start = self._loop.time()
        body = await http.read()
        request = Request(
            method=http.method,
            path=http.path,
            query=dict(http.query),
            headers=http.headers,
            body=body,
            json=_decoded(http.content_type, body),
            connection=self._connections.number_of(http.protocol),
            start=start,
        )
        self.requests.append(request)
        return request

    def _next_answer(self, request: Request) -> Any:
        answers = self._routes.get((request.method, request.path))
        if answers is None:
            known = ", ".join(f"{method} {path}" for method, path in self._routes) or "nothing"
            return Answer(status=404, text=f"There is no {request}. There is {known}.")
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _decoded(content_type: str, body: bytes) -> Any:
    if content_type != "application/json":
        return None
    try:
        return json.loads(body)
    except ValueError:
        return None
