"""What no answer may do, whatever the exercise."""

from __future__ import annotations

import asyncio
import re
import warnings
import weakref
from collections.abc import Iterable, Iterator
from typing import Any

from asynclings import seen
from asynclings.forgotten import take_forgotten
from asynclings.printable import without_addresses
from asynclings.seen import Broken
from asynclings.timeline import Span, Timeline

_NEVER_AWAITED = re.compile(r"coroutine '([^']+)' was never awaited")
_ORIGIN = re.compile(r'File "([^"]+)", line (\d+), in ')
_UNCLOSED = re.compile(r"unclosed", re.IGNORECASE)

#: What `pytest.mark.allows(...)` of a grader stands for: names of block spans.
ALLOWANCES = {"files": {"open", "os.replace", "os.rename", "os.remove", "os.unlink", "os.stat"}}


class Watch:
    """Notes what may break a law while the answer at *path* runs."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._allowed: set[str] = set()
        self._tasks: list[tuple[weakref.ref[asyncio.Task[Any]], Span]] = []
        self._names: dict[int, str] = {}
        self._gone: list[tuple[BaseException, Span]] = []
        self._went_on: list[Span] = []
        self._left_running: list[Span] = []
        self._handled: list[dict[str, Any]] = []
        self._warned: list[tuple[type[Warning], str]] = []
        self._forgotten: list[tuple[str, str]] = []
        self._stolen = False

    def allow(self, what: str) -> None:
        """Let the answer block the loop with one kind of call, such as ``files``."""
        self._allowed |= ALLOWANCES[what]

    def task_created(self, task: asyncio.Task[Any], span: Span) -> None:
        """Remember *task*, whose life *span* records, without keeping it alive.

        What nobody holds must be able to vanish, as it would without us.
        """
        self._tasks.append((weakref.ref(task), span))
        self._names[id(span)] = _name_of(task)
        task.add_done_callback(lambda done: self._task_ended(done, span))

    def _task_ended(self, task: asyncio.Task[Any], span: Span) -> None:
        # Not task.exception(): to ask for it would count as having retrieved it.
        error = getattr(task, "_exception", None)
        if error is not None:
            self._gone.append((error, span))
        elif not task.cancelled() and task.cancelling():
            self._went_on.append(span)

    def handle(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Keep what the loop's exception handler is told, for `broken`."""
        # Without the rest of it: an unclosed session in there would come to life again.
        self._handled.append({key: context.get(key) for key in ("message", "exception")})

    def warned(self, caught: Iterable[warnings.WarningMessage]) -> None:
        """Keep the warnings that were given, for `broken`; add those that would come too late."""
        self._warned += [(one.category, str(one.message)) for one in caught]
        self._forgotten += take_forgotten(self.path)

    def left(self, error: BaseException, main: asyncio.Task[Any] | None) -> None:
        """Note that *error* left the grader's test, which *main* runs."""
        cancelled = isinstance(error, asyncio.CancelledError)
        self._stolen = cancelled and main is not None and main.cancelling() > 0

    def ended(self, alive: set[asyncio.Task[Any]]) -> None:
        """Note which tasks are still *alive* at the end of the scenario."""
        self._left_running = [s for t, s in self._tasks if t() in alive and self._is_mine(s.where)]

    def errors(self) -> list[BaseException]:
        """Return the exceptions with which tasks ended, whoever made these."""
        return [error for error, _ in self._gone]

    def gone(self) -> list[BaseException]:
        """Return the exceptions with which tasks of the answer ended."""
        return [error for error, span in self._gone if self._is_mine(span.where)]

    def broken(self, timeline: Timeline) -> list[Broken]:
        """Return the broken laws, the one that explains the others first."""
        found = [
            *self._never_awaited(),
            *self._blocked(timeline),
            *self._cancelled(),
            *self._running(),
            *self._from_the_handler(),
            *self._unclosed(),
        ]
        unique = {(one.law, one.seen): one for one in found}
        return sorted(unique.values(), key=lambda one: seen.LAWS.index(one.law))

    def is_told(self, span: Span) -> bool:
        """Tell whether a report shows *span*: not what is allowed, nor what nobody wrote."""
        if span.kind == "block":
            return self._is_mine(span.where) and span.name not in self._allowed
        return bool(span.kind != "task" or span.where)

    def told(self, timeline: Timeline) -> Iterator[dict[str, Any]]:
        """Yield the spans that a report shows, each as JSON, with no line but the answer's."""
        for span in filter(self.is_told, timeline):
            written = span.to_json()
            if span.kind == "call" and not self._is_mine(span.where):
                written["where"] = ""  # in a room of its own, the answer's line is not seen here
            yield written

    def _is_mine(self, where: str) -> bool:
        return where.rpartition(":")[0] == self.path

    def _never_awaited(self) -> Iterable[Broken]:
        warned = ((_NEVER_AWAITED.search(text), text) for _, text in self._warned)
        told = [(match.group(1), self._origin(text)) for match, text in warned if match]
        for name, where in [*told, *self._forgotten]:
            text = f"{name}() was never awaited"
            yield Broken(seen.AWAITED, text, where, name.rpartition(".")[2])

    def _origin(self, text: str) -> str:
        places = [f"{file}:{line}" for file, line in _ORIGIN.findall(text)]
        mine = [place for place in places if self._is_mine(place)]
        return mine[-1] if mine else ""

    def _blocked(self, timeline: Timeline) -> Iterable[Broken]:
        for span in timeline.of("block"):
            if self.is_told(span):
                lasted = (span.end or span.start) - span.start
                text = f"{span.name} blocked the event loop" + (
                    f" for {lasted:g} s" if lasted else ""
                )
                yield Broken(seen.UNBLOCKED, text, span.where, span.name)

    def _cancelled(self) -> Iterable[Broken]:
        if self._stolen:
            yield Broken(seen.OWNED, "the task that called your code was cancelled by it")
        for span in self._went_on:
            if span.where and not self._is_mine(span.where):
                text = "a call was cancelled, but went on and returned as if nothing had happened"
                yield Broken(seen.CANCELLABLE, text, subject=span.name)

    def _running(self) -> Iterable[Broken]:
        for span in self._left_running:
            name = self._names[id(span)]
            yield Broken(seen.FINISHED, f"{name} was still running at the end", span.where, name)

    def _from_the_handler(self) -> Iterable[Broken]:
        for context in self._handled:
            message = without_addresses(str(context.get("message", "")))
            error = context.get("exception")
            if _UNCLOSED.search(message):
                yield Broken(seen.CLOSED, message, subject=message)
            elif "destroyed but it is pending" in message:
                yield Broken(seen.FINISHED, "a pending task was thrown away: nobody held it")
            elif error is not None:
                yield Broken(
                    seen.RETRIEVED,
                    f"{type(error).__name__}: {error} ({message})",
                    subject=type(error).__name__,
                )

    def _unclosed(self) -> Iterable[Broken]:
        for category, text in self._warned:
            if issubclass(category, ResourceWarning) and _UNCLOSED.search(text):
                loop = text.startswith("unclosed event loop")
                first = without_addresses(text.partition("\n")[0])
                said = "an event loop was never closed" if loop else first
                yield Broken(seen.CLOSED, said, subject=text)


def _name_of(task: asyncio.Task[Any]) -> str:
    """Return what a learner may call *task*: its own name, or that of what it runs."""
    name, running = task.get_name(), getattr(task.get_coro(), "__qualname__", "")
    if re.fullmatch(r"Task-\d+", name) and running:
        return f"the task for {running.rpartition('.<locals>.')[2]}()"
    return f"the task {name!r}"
