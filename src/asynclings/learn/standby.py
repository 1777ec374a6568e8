"""A forked child that has read an exercise's graders, and waits for an answer to judge."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from asynclings import catalog, grading
from asynclings.errors import AsynclingsError
from asynclings.report import Report

if TYPE_CHECKING:
    from asynclings.plugin.series import Grade

#: A rule that fails after so long has hung; the next one would, too, while a learner waits.
PATIENCE_WALL_SECONDS = 4.0


class Standby:
    """One child for one grading.

    Args:
        slug: The exercise.
        root: The kit's folder.
        foreign: File descriptors that the child has no business with.

    Attributes:
        slug: The exercise.
        replies: Becomes readable when the child has something to say.
    """

    def __init__(self, slug: str, root: Path, foreign: tuple[int, ...]) -> None:
        self.slug = slug
        self._files = _files(slug, root)
        self._stamps = _stamps(self._files)
        waits, self._go = os.pipe()
        self.replies, writes = os.pipe()
        self._data = b""
        self._pid = os.fork()
        if not self._pid:
            for one in (*foreign, self._go, self.replies):
                os.close(one)
            _serve(slug, root, waits, writes)
        os.close(waits)
        os.close(writes)
        with contextlib.suppress(OSError):  # it has done so itself, or has ended
            os.setpgid(self._pid, self._pid)

    def is_for(self, slug: str) -> bool:
        """Tell whether it can grade *slug*: what it has read must not have changed."""
        return self.slug == slug and self._stamps == _stamps(self._files)

    def go(self) -> None:
        """Let it judge what the answer is now."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._go, b"\n")

    def look(self, *, late: bool) -> dict[str, Any] | None:
        """Return its reply once that is whole, or what is known of its end.

        Args:
            late: Whether it has had all the time that it may have.
        """
        while select.select([self.replies], [], [], 0)[0]:
            chunk = os.read(self.replies, 1 << 20)
            self._data += chunk
            if self._data.endswith(b"\n"):
                reply: dict[str, Any] = json.loads(self._data)
                return reply
            if not chunk:
                break
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        if pid:
            self._pid, group = 0, self._pid
            _kill_group(group)
            end = os.waitstatus_to_exitcode(status)
            how = f"signal {-end}" if end < 0 else f"exit code {end}"
            return {"error": f"The process that graded ended with {how}. Save again."}
        if late:
            return {"error": "The grading never came to an end, and was ended. Look for a loop."}
        return None

    def end(self) -> None:
        """End it with all that it has started."""
        os.close(self._go)
        os.close(self.replies)
        if self._pid:
            _kill_group(self._pid)
            os.waitpid(self._pid, 0)
        _reap()


def reply_of(slug: str, root: Path) -> dict[str, Any]:
    """Return the report on *slug*, or the error that prevented one, as a reply."""
    return _reply(lambda: grading.grade([catalog.load(root).find(slug)[0]], root=root))


def _reply(grade: Callable[[], Report]) -> dict[str, Any]:
    try:
        return {"report": grade().to_json()}
    except AsynclingsError as error:
        return {"error": str(error)}
    except Exception as error:  # noqa: BLE001 - whoever waits must hear of it
        return {"error": f"The kit made a mistake: {type(error).__name__}: {error}"}


def _serve(slug: str, root: Path, waits: int, writes: int) -> NoReturn:
    """Be the child: read the graders, wait for a byte, judge, reply, end."""
    known = set(sys.modules)

    def once(grade: Grade) -> None:
        _wait(waits)
        reply = _reply(lambda: grade(slug, exercise.stub, None))
        _say(writes, {**reply, "imported": sorted(set(sys.modules) - known)})

    try:
        os.setpgid(0, 0)
        try:
            exercise = catalog.load(root).find(slug)[0]
            patience = PATIENCE_WALL_SECONDS
            grading.serve([exercise], once, root=root, patience_wall_seconds=patience)
        except AsynclingsError as error:
            _wait(waits)
            _say(writes, {"error": str(error)})
    except BaseException:  # noqa: BLE001 - two servers must not go on
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(70)


def _wait(waits: int) -> None:
    if not os.read(waits, 1):
        os._exit(0)  # nobody will ask any longer


def _say(writes: int, reply: dict[str, Any]) -> NoReturn:
    data = json.dumps(reply).encode() + b"\n"
    while data:
        data = data[os.write(writes, data) :]
    os._exit(0)


def _files(slug: str, root: Path) -> tuple[Path, ...]:
    with contextlib.suppress(AsynclingsError):
        exercise = catalog.load(root).find(slug)[0]
        return exercise.grader, exercise.solution
    return ()


def _stamps(files: tuple[Path, ...]) -> list[tuple[int, int]]:
    """Return what tells whether *files* have changed that the child reads beforehand."""
    stats = []
    for file in files:
        with contextlib.suppress(OSError):
            stat = file.stat()
            stats.append((stat.st_mtime_ns, stat.st_size))
    return stats


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _reap() -> None:
    """Take in what ended children have left behind, where orphans come to this process."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
