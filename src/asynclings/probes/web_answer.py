"""What the web server answers: status, headers and a body with pauses, gates or an early end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


class Received:
    """A plain function for an answer to call with a number of bytes; the server waits for it.

    Given as *waits_for* of an `Answer`, the next piece of the body leaves the server only
    once all bytes sent so far were reported here.

    Attributes:
        sizes: What it was called with, in order.
    """

    def __init__(self, name: str = "on_bytes") -> None:
        self.name = name
        self.sizes: list[int] = []
        self._sent = 0
        self._called: asyncio.Future[None] | None = None

    def __repr__(self) -> str:
        return self.name

    def __call__(self, size: int) -> None:
        """Note that *size* more bytes were used."""
        self.sizes.append(size)
        if self._called is not None and not self._called.done():
            self._called.set_result(None)

    @property
    def total(self) -> int:
        """Bytes reported so far."""
        return sum(self.sizes)

    async def reach(self, sent: int) -> None:
        """Wait until *sent* bytes were reported."""
        loop = asyncio.get_running_loop()
        explainers = loop.explainers  # type: ignore[attr-defined]  # VirtualLoop
        if self.explain not in explainers:
            explainers.append(self.explain)
        self._sent = sent
        while self.total < sent:
            self._called = loop.create_future()
            await self._called

    def explain(self) -> str:
        """Return what the server is waiting for, as one line; empty when it is not."""
        if self.total >= self._sent:
            return ""
        return (
            f"the server has sent {self._sent} bytes and sends the next piece when "
            f"{self.name} was told of them; so far it was told of {self.total}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the web server.

    Attributes:
        json: The body, as a value; else *text* or *body*.
        text: The body, as text.
        body: The body, as bytes.
        status: HTTP status.
        headers: Further headers.
        content_type: Instead of the one that fits the body.
        seconds: Virtual seconds until the answer begins.
        pieces: In how many pieces the body is sent; with more than one it is chunked.
        pause: Virtual seconds between two pieces.
        waits_for: The next piece is sent once this was told of all that was sent.
        cut_after: Bytes of the body after which the connection is cut.
        stalls: No answer ever comes.
    """

    json: Any = None
    text: str | None = None
    body: bytes | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = ""
    seconds: float = 0.0
    pieces: int = 1
    pause: float = 0.0
    waits_for: Received | None = None
    cut_after: int | None = None
    stalls: bool = False

    def content(self) -> tuple[str, bytes]:
        """Return the content type and the bytes of the body."""
        if self.body is not None:
            return self.content_type or "application/octet-stream", self.body
        if self.text is not None:
            return self.content_type or "text/plain", self.text.encode()
        return self.content_type or "application/json", json.dumps(self.json).encode()


async def send(answer: Answer, request: web.BaseRequest) -> web.StreamResponse:
    """Send *answer* to the client that made *request*."""
    await asyncio.sleep(answer.seconds)
    if answer.stalls:
        await asyncio.get_running_loop().create_future()
    content_type, body = answer.content()
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    response.content_type = content_type
    if response.content_type.startswith("text/"):
        response.charset = "utf-8"
    if answer.pieces > 1:
        response.enable_chunked_encoding()
    else:
        response.content_length = len(body)
    await response.prepare(request)
    await _send_body(answer, body, response)
    if answer.cut_after is None:
        await response.write_eof()
    else:
        request.protocol.force_close()  # what was written still goes out first
    return response


async def _send_body(answer: Answer, body: bytes, response: web.StreamResponse) -> None:
    sent = 0
    for piece in _pieces(body[: answer.cut_after], answer.pieces):
        if sent:
            await asyncio.sleep(answer.pause)
        await response.write(piece)
        sent += len(piece)
        # Also before a cut: it shall come when all that was sent has been used.
        if answer.waits_for is not None and sent < len(body):
            await answer.waits_for.reach(sent)


def _pieces(body: bytes, count: int) -> Iterator[bytes]:
    size = max(1, -(-len(body) // count))
    for start in range(0, len(body), size):
        yield body[start : start + size]
