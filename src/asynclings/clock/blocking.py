"""Blocking calls of the code under test, noted with the line that made them.

Python tells an audit hook of most calls that may block. Not every one is the user's:
an import opens files, asyncio starts processes, a traceback reads source lines. A call
counts when user code runs on the loop's thread, nobody imports anything, and nothing
between that code and the call takes care of blocking itself.
"""

from __future__ import annotations

import sys
from types import FrameType

from asynclings.clock.drive import note_block
from asynclings.clock.frames import LOOP_TURN, is_user_file, line_of
from asynclings.clock.places import Place

#: What to call a call, by the audit event that Python raises for it.
CALLS = {
    "builtins.input": "input",
    "http.client.connect": "http.client",
    "open": "open",
    "os.chmod": "os.chmod",
    "os.link": "os.link",
    "os.listdir": "os.listdir",
    "os.mkdir": "os.mkdir",
    "os.posix_spawn": "os.posix_spawn",
    "os.remove": "os.remove",
    "os.rename": "os.rename",
    "os.rmdir": "os.rmdir",
    "os.scandir": "os.scandir",
    "os.symlink": "os.symlink",
    "os.system": "os.system",
    "os.truncate": "os.truncate",
    "sqlite3.connect": "sqlite3.connect",
    "subprocess.Popen": "subprocess.Popen",
    "urllib.Request": "urllib.request",
}

#: Calls of which one leads to the next; the first one says it all.
CHAINS = (
    {"http.client", "socket.connect", "socket.getaddrinfo", "socket.recv", "urllib.request"},
    {"subprocess.Popen", "os.posix_spawn"},
)

#: Libraries that may block on the loop's thread: they know what they do, or are none of
#: the exercise's business. Importing and formatting a traceback read files, for example.
EXEMPT = frozenset(
    {
        "_pytest", "aiohappyeyeballs", "aiohttp", "aioresponses", "asyncio", "asynclings", "bdb",
        "concurrent", "coverage", "importlib", "linecache", "logging", "mimetypes",
        "multiprocessing", "pdb", "pluggy", "pytest", "pytest_asyncio", "traceback", "warnings",
        "zoneinfo",
    }
)  # fmt: skip


#: Through these, a call reaches `note`; they stand for the function that was called.
SEAMS = ("asynclings.clock.audit", "asynclings.clock.blocking_sockets")


def note(place: Place, name: str) -> str:
    """Put a blocking call on the timeline, if it is the user's; return its ``path:line``.

    Args:
        place: Where the calling thread is.
        name: What the call is called.
    """
    if not place.turning:
        return ""
    where = line_of(culprit(sys._getframe(1)))  # noqa: SLF001
    if where and not _is_known(place, name, where):
        note_block(place, name, where, place.clock.now)
    return where


def culprit(frame: FrameType | None) -> FrameType | None:
    """Return the frame of user code that is to blame for a call made in *frame*, if any."""
    found: FrameType | None = None
    while frame is not None and frame.f_code is not LOOP_TURN:
        module = frame.f_globals.get("__name__", "")
        package = module.partition(".")[0]
        if package in ("importlib", "_frozen_importlib"):
            return None
        if found is None and is_user_file(frame.f_code.co_filename):
            found = frame
        if found is None and package in EXEMPT and module not in SEAMS:
            return None
        frame = frame.f_back
    return found


def _is_known(place: Place, name: str, where: str) -> bool:
    """Tell whether the last block was this call already, or led to it."""
    last = next((span for span in reversed(place.timeline.spans) if span.kind == "block"), None)
    if last is None or last.where != where or last.start != place.clock.now:
        return False
    return last.name == name or any({last.name, name} <= chain for chain in CHAINS)
