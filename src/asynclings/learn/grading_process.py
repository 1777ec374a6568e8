"""A warm process: it has imported what grading needs, and forks a child for each save.

One child stands by: it has read the graders already, and waits for a save. So a save costs
only the running of the rules. A request is a line of JSON, and so is a reply:

    {"prepare": "set_sail"}                  a child stands by for it
    {"grade": "set_sail", "number": 7}       what runs is ended, this is graded
    {"number": 7, "report": {...}}           ... or "error" with a text

Without fork, the first request to grade is graded here, and this process ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from asynclings import catalog, grading
from asynclings.clock.real import REAL
from asynclings.learn.standby import Standby, reply_of

#: How often a child is looked at that may have died without a word.
LOOK_WALL_SECONDS = 0.1

#: All rules of an exercise together; each of them has a limit of its own.
LIMIT_WALL_SECONDS = 60.0


class Server:
    """Answers the requests that come in on one pipe with replies on another.

    Args:
        root: The kit's folder.
        requests: File descriptor to read from.
        replies: File descriptor to write to.
    """

    def __init__(self, root: Path, requests: int, replies: int) -> None:
        self._root = root
        self._requests = requests
        self._replies = replies
        self._standby: Standby | None = None
        self._running: Standby | None = None
        self._number = 0
        self._deadline = 0.0

    def serve(self) -> None:
        """Serve until nobody asks any longer."""
        unread = b""
        while True:
            for line in self._wait():
                if not line:
                    return
                *lines, unread = (unread + line).split(b"\n")
                for each in lines:
                    self._obey(json.loads(each))

    def close(self) -> None:
        """End all children."""
        for child in (self._standby, self._running):
            if child is not None:
                child.end()

    def _wait(self) -> list[bytes]:
        """Return what was asked meanwhile; an empty piece at the end of all requests."""
        running = self._running
        watched = [self._requests] + ([running.replies] if running else [])
        ready, _, _ = select.select(watched, [], [], LOOK_WALL_SECONDS if running else None)
        if running is not None and (reply := running.look(late=REAL.monotonic() > self._deadline)):
            self._running = None
            imported = reply.pop("imported", ())
            self._send({**reply, "number": self._number})
            running.end()
            import_too(imported)
            self._prepare(running.slug)
        return [os.read(self._requests, 1 << 16)] if self._requests in ready else []

    def _obey(self, request: dict[str, Any]) -> None:
        if "prepare" in request:
            self._prepare(request["prepare"])
            return
        if self._running is not None:
            self._running.end()
            self._running = None
        slug, self._number = request["grade"], request["number"]
        if not hasattr(os, "fork"):
            self._send({**reply_of(slug, self._root), "number": self._number})
            os._exit(0)
        if self._standby is None or not self._standby.is_for(slug):
            self._prepare(slug)
        self._running, self._standby = self._standby, None
        self._deadline = REAL.monotonic() + LIMIT_WALL_SECONDS
        if self._running is None:
            self._send({"error": f"No child could be started for {slug}.", "number": self._number})
        else:
            self._running.go()

    def _prepare(self, slug: str) -> None:
        """Let a child stand by for *slug*, in the place of any other."""
        if self._standby is not None:
            self._standby.end()
            self._standby = None
        with contextlib.suppress(Exception):  # the child that grades will say what is wrong
            grading.warm_up(catalog.load(self._root).find(slug)[0])
        if hasattr(os, "fork"):
            gc.freeze()  # so that a collection in a child does not copy all this
            with contextlib.suppress(OSError):
                self._standby = Standby(slug, self._root, (self._requests, self._replies))

    def _send(self, reply: dict[str, Any]) -> None:
        data = json.dumps(reply).encode() + b"\n"
        while data:
            data = data[os.write(self._replies, data) :]


def import_too(names: Iterable[str]) -> None:
    """Import what a child had to import, so that the next one has it.

    Graders, which are not on the path, are left to the children: they may change.
    """
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def main(root: str) -> None:
    """Serve the process that started this one, for the kit at *root*."""
    requests, replies = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)  # an answer must find nothing to read ...
    os.dup2(2, 1)  # ... and what it prints past pytest is no reply
    os.close(null)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks ends this
    if sys.platform == "linux":
        from asynclings.rooms.limits import adopt_orphans

        adopt_orphans()
    server = Server(Path(root), requests, replies)
    try:
        with contextlib.suppress(BrokenPipeError):
            server.serve()
    finally:
        server.close()


if __name__ == "__main__":
    main(sys.argv[1])
