"""Callbacks that tell the other room that a future is done."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterable
from typing import Any


class Teller:
    """A callback that tells the other room that a future is done."""

    def __init__(self, tell: Callable[[asyncio.Future[Any]], None]) -> None:
        self._tell = tell

    def __call__(self, future: asyncio.Future[Any]) -> None:
        """Tell it."""
        self._tell(future)


def callbacks_before(
    teller: asyncio.Handle, ready: Iterable[asyncio.Handle]
) -> list[asyncio.Handle]:
    """Return those of the same future that are ready before *teller*."""
    (future,) = teller._args
    before = itertools.takewhile(lambda handle: handle is not teller, ready)
    return [handle for handle in before if handle._args and handle._args[0] is future]
