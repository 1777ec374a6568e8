"""What happened, and when: the record that a grader asserts on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["call", "mark", "task", "sleep", "wait", "thread", "block"]

#: Two instants closer than this (seconds) are one: it absorbs 0.1 + 0.2 != 0.3.
RESOLUTION = 1e-6

#: ``(start, end)`` in virtual seconds; a mark is the same instant twice.
Interval = tuple[float, float | None]


@dataclass(slots=True, eq=False)
class Span:
    """One thing that took virtual time, from *start* to *end*.

    Attributes:
        kind: ``call`` and ``mark`` are written by probes and graders; ``task``,
            ``sleep``, ``wait``, ``thread`` and ``block`` by the clock.
        name: What is drawn at the head of its lane.
        start: Virtual seconds.
        end: Virtual seconds; None while it lasts.
        outcome: ``returned``, ``cancelled``, ``raised ValueError``; empty while it lasts.
        where: ``path:line`` of the line that caused it, where that is known.
        args: What a call was given.
        task: Name of the task in which a call or a wait was, where that is known.
    """

    kind: Kind
    name: str
    start: float
    end: float | None = None
    outcome: str = ""
    where: str = ""
    args: tuple[Any, ...] = ()
    task: str = ""

    def finish(self, end: float, outcome: str = "returned") -> None:
        """Close the span at virtual second *end*."""
        self.end = end
        self.outcome = outcome

    @property
    def interval(self) -> Interval:
        """``(start, end)`` in virtual seconds, rounded to the microsecond."""
        return (round(self.start, 6), None if self.end is None else round(self.end, 6))

    def to_json(self) -> dict[str, Any]:
        """Return the span as the report writes it."""
        start, end = self.interval
        return {
            "kind": self.kind,
            "name": self.name,
            "start": start,
            "end": end,
            "outcome": self.outcome,
            "where": self.where,
            "task": self.task,
        }


@dataclass(slots=True, eq=False)
class Timeline:
    """The spans of one scenario, in the order in which they began.

    A timeline equals a mapping from names to intervals when exactly those calls
    and marks happened at exactly those instants: ``(0, 1)`` for a call, ``1.5``
    for a mark, a list of them where a name occurs more than once.

    Attributes:
        spans: What happened.
        timers: How many timers fired: whoever looks again and again needs many.
    """

    spans: list[Span] = field(default_factory=list)
    timers: int = 0

    def begin(self, kind: Kind, name: str, start: float, where: str = "", *args: object) -> Span:
        """Open a span at virtual second *start*; close it with `Span.finish`."""
        span = Span(kind, name, start, where=where, args=args)
        self.spans.append(span)
        return span

    def mark(self, name: str, when: float) -> None:
        """Note that *name* happened at virtual second *when*."""
        self.begin("mark", name, when).finish(when, "")

    def of(self, kind: Kind, name: str | None = None) -> list[Span]:
        """Return the spans of one *kind*, of one *name* where it is given."""
        return [s for s in self.spans if s.kind == kind and name in (None, s.name)]

    def peak(self, prefix: str = "") -> int:
        """Return how many calls were in flight at once, of names that start with *prefix*."""
        calls = [span for span in self.of("call") if span.name.startswith(prefix)]
        return most_at_once((span.start, span.end) for span in calls)

    def intervals(self) -> dict[str, list[Interval]]:
        """Return when each call and mark happened, by name, sorted by start."""
        rows: dict[str, list[Interval]] = {}
        for span in self.spans:
            if span.kind in ("call", "mark"):
                rows.setdefault(span.name, []).append(span.interval)
        return {name: sorted(row, key=_sort_key) for name, row in rows.items()}

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        happened, expected = self.intervals(), expected_intervals(other)
        return happened.keys() == expected.keys() and all(
            len(row) == len(happened[name])
            and all(_same(a, b) for a, b in zip(row, happened[name], strict=True))
            for name, row in expected.items()
        )

    __hash__ = None  # type: ignore[assignment]  # mutable


def most_at_once(intervals: Iterable[Interval]) -> int:
    """Return how many of *intervals* lasted at one instant, where they were most.

    One that ends at the instant at which another begins does not overlap with it.
    """
    edges = [
        edge
        for start, end in intervals
        for edge in ((start, 1), (float("inf") if end is None else end, -1))
    ]
    highest = now = 0
    for _, step in sorted(edges):
        now += step
        highest = max(highest, now)
    return highest


def expected_intervals(expected: Mapping[str, Any]) -> dict[str, list[Interval]]:
    """Return *expected*, as a grader writes it, in the shape of `Timeline.intervals`.

    ``{"a": (0, 1), "b": 1.5, "c": [(0, 1), (1, 2)]}``: a number is a mark.
    """
    rows = {}
    for name, value in expected.items():
        entries = value if isinstance(value, list) else [value]
        row = [entry if isinstance(entry, tuple) else (entry, entry) for entry in entries]
        rows[name] = sorted(row, key=_sort_key)
    return rows


def _sort_key(interval: Interval) -> tuple[float, float]:
    start, end = interval
    return (start, float("inf") if end is None else end)


def _same(a: Interval, b: Interval) -> bool:
    if a[1] is None or b[1] is None:
        return a[1] is b[1] and abs(a[0] - b[0]) <= RESOLUTION
    return abs(a[0] - b[0]) <= RESOLUTION and abs(a[1] - b[1]) <= RESOLUTION
