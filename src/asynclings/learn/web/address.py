"""Port and token of the page's server, kept so that an open page finds it again."""

from __future__ import annotations

import json
import secrets
import socket
import stat
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from asynclings.errors import AsynclingsError
from asynclings.files import replace

#: Listened on: this machine alone.
HOST = "127.0.0.1"

#: Only the owner may read it.
MODE = 0o600

_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page is, and what lets it in.

    Attributes:
        port: Of `HOST`.
        token: Known to whoever may read the checkout's ``.asynclings/`` as its owner.
    """

    port: int
    token: str

    @property
    def host(self) -> str:
        """What a browser calls the server: ``127.0.0.1:8000``."""
        return f"{HOST}:{self.port}"

    @property
    def names(self) -> tuple[str, str]:
        """All that a browser may call it; any other name is somebody else's."""
        return self.host, f"localhost:{self.port}"

    @property
    def url(self) -> str:
        """The page; the part behind ``#`` never leaves the browser by itself."""
        return f"http://{self.host}/#token={self.token}"


def listen(file: Path, port: int = 0) -> tuple[socket.socket, Address]:
    """Return a socket that listens, with its address, which is kept in *file*.

    The token, and the port while it is free, are those of the last time; so a page that was
    open then goes on. Where *file* cannot be written, they hold only for this time.

    Args:
        file: Where port and token are kept.
        port: Another port than the last one; 0 for none in particular.

    Raises:
        AsynclingsError: *port* is taken.
    """
    kept = _kept(file)
    token = kept.token if kept else secrets.token_urlsafe(_TOKEN_BYTES)
    listening = _bound(port or (kept.port if kept else 0), instead=0 if not port else None)
    address = Address(listening.getsockname()[1], token)
    if address != kept:
        with suppress(AsynclingsError, OSError):  # a checkout that cannot be written
            file.parent.mkdir(exist_ok=True)
            replace(file, json.dumps(asdict(address)) + "\n", mode=MODE)
    return listening, address


def _bound(port: int, instead: int | None) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        if instead is None:
            raise AsynclingsError(
                f"Port {port} cannot be listened on: {error.strerror or error}.\n"
                "Leave the port out, and a free one is taken."
            ) from error
        return socket.create_server((HOST, instead))


def _kept(file: Path) -> Address | None:
    """Return what *file* holds; None where anybody but its owner could have read or written it."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        if sys.platform != "win32" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            return None
        written = json.loads(file.read_text("utf-8"))
        port, token = written["port"], written["token"]
        if type(port) is int and 0 < port < 65536 and type(token) is str and len(token) >= 20:
            return Address(port, token)
    return None
