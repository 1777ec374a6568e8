"""Who may talk to the server: its own page in this machine's browser, which knows the token."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from asynclings.learn.web.address import Address

#: The protocol that a page asks for, beside its token.
PROTOCOL = "asynclings"

#: Headers of every answer, beside the policy of the page.
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guard(address: Address) -> Any:
    """Return the middleware that turns others away.

    A name that somebody else's DNS lets point to this machine is not our host (rebinding); a
    page of another origin may neither open our WebSocket nor ask for anything.
    """

    @web.middleware
    async def turn_away(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.getall("Host", []) not in ([name] for name in address.names):
            return _refusal("This server is called by another name: see the terminal.")
        origin = request.headers.get("Origin", "" if "Upgrade" in request.headers else None)
        if origin is not None and origin != f"http://{request.host}":
            return _refusal("Another site has nothing to ask here.")
        try:
            response = await handler(request)
        except web.HTTPException as error:  # there is nothing of that name
            error.headers.update(HEADERS)
            raise
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return turn_away


def knows_token(request: web.Request, address: Address) -> bool:
    """Tell whether a page that wants to follow has sent the token, behind our protocol's name."""
    offered = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
    name, token = (each.strip() for each in [*offered, "", ""][:2])
    return name == PROTOCOL and secrets.compare_digest(_bytes(token), _bytes(address.token))


def _bytes(text: str) -> bytes:
    """Return *text* as it came: a header may hold any bytes."""
    return text.encode("utf-8", "surrogateescape")


def _refusal(why: str) -> web.Response:
    return web.Response(status=403, text=why + "\n", headers=HEADERS)
