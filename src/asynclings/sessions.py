"""Counts the aiohttp sessions that an answer makes."""

from __future__ import annotations

import inspect
import sys
import weakref
from types import FrameType, TracebackType
from typing import Any, Self


class SessionCount:
    """While active, counts the sessions constructed by code of *path*; see *count*."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.count = 0
        self._sessions: weakref.WeakSet[Any] = weakref.WeakSet()
        self._undo: Any = None

    def __enter__(self) -> Self:
        aiohttp = sys.modules.get("aiohttp")
        if aiohttp is None:
            return self  # an answer that never imported it makes none
        original = aiohttp.ClientSession.__init__

        def counted(session: Any, *args: Any, **kwargs: Any) -> None:
            self.count += self._is_mine(inspect.currentframe())
            original(session, *args, **kwargs)
            self._sessions.add(session)

        aiohttp.ClientSession.__init__ = counted
        self._undo = lambda: setattr(aiohttp.ClientSession, "__init__", original)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._undo is not None:
            self._undo()

    def any_left_open(self) -> bool:
        """Tell whether a session that was made is alive and not closed."""
        return any(not session.closed for session in self._sessions)

    def _is_mine(self, frame: FrameType | None) -> bool:
        while frame is not None:
            if frame.f_code.co_filename == self.path:
                return True
            frame = frame.f_back
        return False
