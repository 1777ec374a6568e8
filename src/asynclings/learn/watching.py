"""Tells of saves in a folder, however an editor makes them: in place or by renaming."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from asynclings.errors import AsynclingsError

#: A save that comes in pieces is told once; watchfiles' own 1600 ms are for servers.
DEBOUNCE_MS = 60

#: How long no further piece may come before it is told.
STEP_MS = 5

#: How often a folder is looked at that the system tells nothing of.
POLL_MS = 300


async def saves(folder: Path, stop: asyncio.Event) -> AsyncIterator[set[Path]]:
    """Yield which files in *folder* were written, renamed or deleted, until *stop* is set.

    Where the system has no more watches to give, the folder is looked at regularly.

    Raises:
        AsynclingsError: The folder cannot be watched either way.
    """
    from watchfiles import awatch  # 40 ms that no other command pays

    for polls in (False, True):
        try:
            async for changes in awatch(
                folder,
                watch_filter=None,
                debounce=DEBOUNCE_MS,
                step=STEP_MS,
                stop_event=stop,
                force_polling=polls or None,
                poll_delay_ms=POLL_MS,
                rust_timeout=1_000,
            ):
                yield {Path(path) for _, path in changes}
        except OSError as error:
            if polls:
                raise AsynclingsError(
                    f"{folder} cannot be watched: {error}.\n"
                    "Make it readable; until then, grade with `grade`."
                ) from error
            continue
        return
