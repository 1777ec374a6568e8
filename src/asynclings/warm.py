"""Forked children of a process that has imported everything, one for each piece of work."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from asynclings.clock.real import REAL
from asynclings.errors import GraderError

#: A piece of work that takes longer has hung; the rules inside it have limits of their own.
LIMIT_WALL_SECONDS = 120.0


@dataclass(slots=True)
class _Child:
    number: int
    pid: int
    reads: int
    deadline: float
    data: bytearray = field(default_factory=bytearray)


def each(
    work: Callable[[Any], Any], items: Iterable[Any], *, jobs: int | None = None
) -> Iterator[tuple[int, Any]]:
    """Yield the number of each of *items* with what *work* gave for it, as they come.

    Every call runs in a child of its own, so what it imports, patches or leaks is gone
    afterwards; the child is warm, because this process has imported what it needs.

    Args:
        work: What it returns must be JSON.
        items: What *work* is called with.
        jobs: How many children at once; as many as there are processors when None.

    Raises:
        GraderError: A child died or hung; the work should never let it.
    """
    if not hasattr(os, "fork"):  # Windows: one after the other, in this process
        yield from ((number, work(item)) for number, item in enumerate(items))
        return
    waiting = list(enumerate(items))[::-1]
    running: dict[int, _Child] = {}
    limit = jobs or os.cpu_count() or 1
    try:
        while waiting or running:
            while waiting and len(running) < limit:
                child = _start(work, *waiting.pop())
                running[child.reads] = child
            for child in _ended(running):
                del running[child.reads]
                yield child.number, _result(child)
    finally:
        for child in running.values():
            os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)
            os.close(child.reads)


def _start(work: Callable[[Any], Any], number: int, item: Any) -> _Child:
    reads, writes = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        os.close(reads)
        _serve(work, item, writes)
    os.close(writes)
    return _Child(number, pid, reads, REAL.monotonic() + LIMIT_WALL_SECONDS)


def _serve(work: Callable[[Any], Any], item: Any, writes: int) -> NoReturn:
    code = 1
    try:
        data = json.dumps(work(item)).encode()
        while data:
            data = data[os.write(writes, data) :]
        code = 0
    except BaseException:  # noqa: BLE001 - whatever happened, two parents must not go on
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # an answer's leftovers must not delay or disturb the end


def _ended(running: dict[int, _Child]) -> Iterator[_Child]:
    ready, _, _ = select.select(list(running), [], [], 1.0)
    for reads in ready:
        chunk = os.read(reads, 1 << 16)
        running[reads].data += chunk
        if not chunk:
            yield running[reads]
    for child in running.values():
        if REAL.monotonic() > child.deadline:
            raise GraderError(f"Piece of work {child.number} gave no result in time.")


def _result(child: _Child) -> Any:
    os.close(child.reads)
    _, status = os.waitpid(child.pid, 0)
    if status:
        raise GraderError(f"Piece of work {child.number} died; its error is above.")
    return json.loads(child.data)
