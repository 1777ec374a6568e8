"""Asks the warm process for a verdict; of several requests, only the newest is answered."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from asynclings.errors import GraderError
from asynclings.report import Report, report_from_json

#: The longest line that the warm process may send: a report with its timelines.
MOST_BYTES = 1 << 26

#: Where there is no fork, each grading takes a process of its own, which must end some time.
LIMIT_WALL_SECONDS = 90.0

#: Where the warm process finds the kit.
SOURCE = str(Path(__file__).resolve().parents[2])

#: So much of what a process says before it dies is worth showing.
LAST_WORDS = 2000


class Grader:
    """Has one warm process; starts another when that one has died.

    Args:
        root: The kit's folder.
        forks: Whether the warm process can fork; if not, it grades once.
    """

    def __init__(self, root: Path, *, forks: bool = hasattr(os, "fork")) -> None:
        self._root = root
        self._forks = forks
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._number = 0
        self._waiting: asyncio.Future[dict[str, Any]] | None = None
        self._said = b""

    async def prepare(self, slug: str) -> None:
        """Be ready to grade *slug* soon."""
        await self._send({"prepare": slug})

    async def grade(self, slug: str) -> Report:
        """Return the report on *slug*; who waits for an older one is cancelled.

        Raises:
            GraderError: The kit is to blame, or the grading never ended.
        """
        if self._waiting is not None and not self._waiting.done():
            self._waiting.cancel()
            if not self._forks:  # it is busy, and hears nothing
                await self.close()
        self._number += 1
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        await self._send({"grade": slug, "number": self._number})
        try:
            async with asyncio.timeout(LIMIT_WALL_SECONDS):
                reply = await waiting
        except TimeoutError:
            await self.close()
            raise GraderError("The grading never came to an end, and was ended.") from None
        if not self._forks:
            await self.close()
            await self.prepare(slug)
        if "error" in reply:
            raise GraderError(reply["error"])
        return report_from_json(reply["report"])

    async def close(self) -> None:
        """End the warm process, and with it all that it has started."""
        process, self._process = self._process, None
        for reader in self._readers:
            reader.cancel()
        self._readers.clear()
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()  # it ends its children then, and itself
        try:
            async with asyncio.timeout(1 if self._forks else 0):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _send(self, request: dict[str, Any]) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            process = await self._start()
        assert process.stdin is not None  # noqa: S101 - asked for in _start
        with contextlib.suppress(ConnectionError):  # _read tells how it has died
            process.stdin.write(json.dumps(request).encode() + b"\n")
            await process.stdin.drain()

    async def _start(self) -> asyncio.subprocess.Process:
        path = os.pathsep.join([SOURCE, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        self._said = b""
        process = self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "asynclings.learn.grading_process", str(self._root)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=MOST_BYTES,
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the one who asks
        )
        self._readers = [
            asyncio.create_task(self._read(process)),
            asyncio.create_task(self._overhear(process)),
        ]
        return process

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101 - asked for in _start
        while line := await process.stdout.readline():
            reply = json.loads(line)
            self._reply(reply, reply["number"])
        if self._process is process:  # it died; the next request starts another
            self._process = None
        await process.wait()  # and its last words are there
        words = self._said.decode(errors="replace").strip()
        self._reply({"error": f"The process that grades has ended.\n{words}"}, self._number)

    def _reply(self, reply: dict[str, Any], number: int) -> None:
        waiting = self._waiting
        if number == self._number and waiting is not None and not waiting.done():
            waiting.set_result(reply)

    async def _overhear(self, process: asyncio.subprocess.Process) -> None:
        """Keep the last words of *process*; unread, they would hold it up."""
        assert process.stderr is not None  # noqa: S101 - asked for in _start
        while words := await process.stderr.read(1 << 16):
            self._said = (self._said + words)[-LAST_WORDS:]
