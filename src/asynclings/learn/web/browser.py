"""The learner's session with its page in a browser, until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from asynclings.learn.web.server import Source, serving

#: Keeps port and token, in the kit's folder.
KEPT = Path(".asynclings", "web.json")


class Running(Source, Protocol):
    """A source that has to be run."""

    async def run(self) -> None:
        """Watch and grade until it is stopped."""


async def follow(session: Running, root: Path, *, port: int = 0, may_open: bool = True) -> None:
    """Run *session*, and serve its page meanwhile; say where that is.

    Args:
        session: What the page follows.
        root: The kit's folder.
        port: 0 for the last one, or a free one.
        may_open: Whether a browser is opened, where there is one.

    Raises:
        AsynclingsError: *port* is taken.
    """
    async with serving(session, root / KEPT, port) as address:
        sys.stdout.write(f"Your page: {address.url}\nCtrl-C ends it.\n")
        sys.stdout.flush()
        if may_open and has_window(os.environ):
            await asyncio.to_thread(webbrowser.open, address.url)
        await session.run()


def has_window(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Tell whether a browser would have a window; one in the terminal would take it over."""
    if "SSH_CONNECTION" in environ:
        return False
    if platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
