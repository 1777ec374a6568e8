"""The answer's part of the timeline, on its way to the judge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asynclings.rooms.values import array, number, text
from asynclings.rooms.wire import WireError
from asynclings.timeline import Span, Timeline

#: What the clock itself writes; all else is the judge's.
KINDS = ("task", "sleep", "wait", "thread", "block")

#: Lines of a timeline that one answer may fill.
MAX_SPANS = 50_000


class _SentSpan(Span):
    """A span that knows when it has changed."""

    __slots__ = ("changed", "number")

    changed: dict[int, _SentSpan]
    number: int

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        changed = getattr(self, "changed", None)
        if changed is not None:
            changed[self.number] = self


class _Spans(list[Span]):
    """The spans, of which one may be taken back."""

    def __init__(self, changed: dict[int, _SentSpan]) -> None:
        super().__init__()
        self._changed = changed

    def remove(self, span: Span, /) -> None:
        super().remove(span)
        self._changed.pop(getattr(span, "number", 0), None)


class SentTimeline(Timeline):
    """A timeline whose spans are told to the other room with the next frame."""

    def __init__(self, post: Callable[..., None]) -> None:
        self._changed: dict[int, _SentSpan] = {}
        super().__init__(_Spans(self._changed))
        self._post = post
        self._count = 0

    def begin(self, kind: Any, name: str, start: float, where: str = "", *args: object) -> Span:
        """Open a span at virtual second *start*."""
        span = _SentSpan(kind, name, start, where=where, args=args)
        self._count += 1
        span.number = self._count
        span.changed = self._changed
        self._changed[span.number] = span
        self.spans.append(span)
        return span

    def send(self) -> None:
        """Post all spans that have changed since the last time."""
        for number_, span in sorted(self._changed.items()):
            plain = [arg for arg in span.args if type(arg) in (int, float, str)]
            head = [number_, span.kind, span.name, span.start, span.end]
            self._post("span", *head, span.outcome, span.where, plain, span.task)
        self._changed.clear()


class ReceivedSpans:
    """Writes the answer's spans into the judge's *timeline*."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._spans: dict[int, Span] = {}

    def write(self, given: Any, kind: Any, name: Any, start: Any, end: Any, *rest: Any) -> None:
        """Write a span, or what has become of it."""
        outcome, where, args, task = rest
        if kind not in KINDS or len(self._spans) > MAX_SPANS:
            raise WireError("a line of a timeline that is not the answer's to write")
        span = self._spans.get(number(given))
        if span is None:
            span = self._timeline.begin(kind, "", _seconds(start), text(where), *array(args))
            self._spans[given] = span
        span.name, span.outcome = text(name, 200), text(outcome, 100)
        span.task = text(task, 200)
        span.end = None if end is None else _seconds(end)


def _seconds(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value < 1e9:
        raise WireError("an instant that is none")
    return float(value)
