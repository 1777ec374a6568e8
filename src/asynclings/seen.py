"""What one scenario showed: the ground on which findings stand."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from asynclings.timeline import Span, Timeline


@dataclass(frozen=True, slots=True)
class Broken:
    """A law that was broken.

    Attributes:
        law: Its name, a sentence that should have been true.
        seen: What was seen, in one line.
        where: ``path:line`` in the answer, where it is known.
        subject: What it is about: a coroutine's or task's name, a blocking call.
    """

    law: str
    seen: str
    where: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a scenario showed about an answer.

    Attributes:
        rule: Id of the rule that failed.
        timeline: What happened, and when.
        path: The answer's file, as it stands in ``Span.where``.
        source: The answer's syntax tree: only to choose between causes that the
            evidence allows, never a proof of its own.
        call: The last call of the answer, as Python.
        answer: What that call gave back; None when it gave nothing back.
        returned: Whether that call gave something back.
        error: What left the answer, or the grader's AssertionError, or None.
        expected: Right side of the comparison that failed, if one did.
        happened: Left side of it.
        broken: Laws that were broken.
        gone: Tasks of the answer that had ended with an exception.
        timers: Timers that fired during the scenario.
    """

    rule: str
    timeline: Timeline
    path: str
    source: ast.Module
    call: str = ""
    answer: Any = None
    returned: bool = False
    error: BaseException | None = None
    expected: Any = None
    happened: Any = None
    broken: Sequence[Broken] = ()
    gone: Sequence[BaseException] = ()
    timers: int = 0
    detail: str = field(default="")

    @property
    def laws(self) -> list[str]:
        """Names of the broken laws."""
        return [one.law for one in self.broken]

    @property
    def never_awaited(self) -> list[str]:
        """Names of the coroutines that were never awaited."""
        return [one.subject for one in self.broken if one.law == AWAITED]

    @property
    def tasks(self) -> list[Span]:
        """Tasks that the answer created."""
        return [span for span in self.timeline.of("task") if self.is_mine(span)]

    @property
    def blocks(self) -> list[Span]:
        """Times at which the answer blocked the event loop."""
        return [span for span in self.timeline.of("block") if self.is_mine(span)]

    def is_mine(self, span: Span) -> bool:
        """Tell whether a line of the answer caused *span*."""
        return span.where.rpartition(":")[0] == self.path

    def calls(self, name: str = "") -> list[Span]:
        """Return the calls of probes whose label starts with *name*."""
        return [span for span in self.timeline.of("call") if span.name.startswith(name)]

    def args(self, name: str) -> list[tuple[Any, ...]]:
        """Return what those calls were given."""
        return [span.args for span in self.calls(name)]


FINISHED = "no task is left running"
AWAITED = "every coroutine is awaited"
RETRIEVED = "every exception is retrieved"
CLOSED = "everything opened is closed"
UNBLOCKED = "the event loop is never blocked"
OWNED = "nothing is cancelled that is not yours"
CANCELLABLE = "a cancellation is never swallowed"

#: In the order in which they explain one another: the first broken one is the headline.
LAWS = (AWAITED, UNBLOCKED, OWNED, CANCELLABLE, FINISHED, RETRIEVED, CLOSED)
