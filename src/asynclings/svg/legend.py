"""What the bars of a picture mean: only those that are in it."""

from __future__ import annotations

from collections.abc import Iterator

from asynclings.drawing.lanes import Bar, Picture
from asynclings.printable import cells
from asynclings.svg.shapes import SAMPLE, sample, text

#: Height of a line of a legend, in pixels.
LINE = 24

#: Space behind a sample, and behind its words.
_GAP, _SPACE = 8, 22

#: Width of a character, in pixels.
_CHARACTER = 6.9

#: A bar, its classes, what it means.
Entry = tuple[Bar, str, str]


def legend(shown: Picture, left: float, right: float, top: float) -> tuple[list[str], float]:
    """Return the legend of *shown* between *left* and *right*, and how high it is, in pixels."""
    parts: list[str] = []
    x, y = left, top
    for bar, classes, words in _entries(shown):
        width = SAMPLE + _GAP + cells(words) * _CHARACTER + _SPACE
        if x > left and x + width - _SPACE > right:
            x, y = left, y + LINE
        parts.append(sample(bar, x, y + LINE / 2, classes))
        parts.append(text(x + SAMPLE + _GAP, y + LINE / 2 + 4, words, "number"))
        x += width
    return parts, (y + LINE - top if parts else 0.0)


def _entries(shown: Picture) -> Iterator[Entry]:
    bars = [bar for lane in shown.happened for bar in (*lane.waits, *lane.bars)]
    kinds = {bar.kind for bar in bars}
    wrong = [lane for lane in shown.happened if lane.differs and lane.bars]
    as_asked = [bar for lane in shown.happened if not lane.differs for bar in lane.bars]
    if shown.expected:
        yield _like("call"), "asked", "expected"
    if any(bar.kind == "call" and not bar.is_open for bar in as_asked):
        yield _like("call"), "seen", "running"
    if wrong:
        yield _like("call"), "seen wrong", "not as expected"
    if "wait" in kinds:
        yield _like("wait"), "seen", "waits for its turn"
    if kinds & {"task", "sleep"}:
        yield _like("task"), "seen", "awaits"
    if "thread" in kinds:
        yield _like("thread"), "seen", "in a thread"
    if shown.blocks:
        yield _like("block"), "alarm", "event loop blocked"
    if "mark" in kinds:
        yield _like("mark"), "seen", "one instant"
    yield from _endings(bars)


def _endings(bars: list[Bar]) -> Iterator[Entry]:
    if any(bar.outcome == "cancelled" for bar in bars):
        yield _like("call", "cancelled"), "seen", "cancelled"
    if any(bar.outcome.startswith("raised") for bar in bars):
        yield _like("call", "raised"), "seen", "raised"
    if any(bar.is_open and bar.kind != "wait" for bar in bars):
        yield Bar("call", "", 0.0, None), "seen wrong", "still running"


def _like(kind: str, outcome: str = "") -> Bar:
    return Bar(kind, "", 0.0, 1.0, outcome)
