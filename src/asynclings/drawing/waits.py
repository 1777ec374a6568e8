"""Which waits for a lock, a slot or an item came before which calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from asynclings.timeline import RESOLUTION

#: A span as `asynclings.timeline.Span.to_json` writes it.
Written = dict[str, Any]

#: A kind of span, its name, its start: what those share that are drawn as one.
Begun = tuple[str, str, float]


def waits_before(spans: Sequence[Written]) -> tuple[dict[Begun, list[Written]], list[Written]]:
    """Return the waits in *spans* by the calls to which they led, and those that led to none.

    A task that has waited goes on with its next call. A wait that took no time is no wait.
    """
    ahead: defaultdict[str, list[Written]] = defaultdict(list)
    led_to: defaultdict[Begun, list[Written]] = defaultdict(list)
    for span in sorted(spans, key=_when):
        task = span.get("task", "")
        if span["kind"] == "wait" and _lasted(span):
            ahead[task].append(span)
        elif span["kind"] == "call" and task:
            over = [wait for wait in ahead[task] if _is_over(wait, span["start"])]
            led_to["call", span["name"], span["start"]] += over
            ahead[task] = [wait for wait in ahead[task] if wait not in over]
    return dict(led_to), [wait for waits in ahead.values() for wait in waits]


def without_repetition(waits: Iterable[Written]) -> list[Written]:
    """Return *waits*, of those that are drawn at the same place only the first."""
    return list({(wait["start"], wait["end"]): wait for wait in waits}.values())


def _when(span: Written) -> tuple[float, bool]:
    return span["start"], span["kind"] == "call"


def _lasted(span: Written) -> bool:
    return span["end"] is None or span["end"] - span["start"] > RESOLUTION


def _is_over(wait: Written, instant: float) -> bool:
    return wait["end"] is not None and wait["end"] <= instant + RESOLUTION
