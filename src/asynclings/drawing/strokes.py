"""The characters that a timeline is drawn with, in Unicode or in ASCII."""

from __future__ import annotations

from dataclasses import dataclass

from asynclings.drawing.lanes import Bar


@dataclass(frozen=True, slots=True)
class Pen:
    """How one kind of bar is drawn.

    Attributes:
        left: Where it begins.
        line: Between beginning and end.
        right: Where it ends.
        joint: Where the next one begins in the column in which this one ended.
        point: A bar of one column.
    """

    left: str
    line: str
    right: str
    joint: str
    point: str

    @property
    def ends(self) -> str:
        """What stands at the end of a bar that a next one can join."""
        return self.right + self.point


@dataclass(frozen=True, slots=True)
class Strokes:
    """One complete set.

    Attributes:
        ascii: Whether it is ASCII alone.
        expected: Draws what the rule asks for.
        calls: Draws what was called; ``tasks``, ``waits`` and ``threads`` draw those.
        block: Fills a stretch in which the event loop stood still.
        mark: One instant.
        cancelled: The end of a bar that was cancelled.
        raised: The end of one that raised.
        still_open: The end of one that had no end.
        ruler: The axis between two numbers.
        ellipsis: Something was left out here.
    """

    ascii: bool
    expected: Pen
    calls: Pen
    tasks: Pen
    waits: Pen
    threads: Pen
    block: str
    mark: str
    cancelled: str
    raised: str
    still_open: str
    ruler: str
    ellipsis: str

    def pen(self, bar: Bar, *, expected: bool = False) -> Pen:
        """Return what draws *bar*."""
        if bar.kind == "block":
            return Pen(*self.block * 5)
        if bar.kind == "mark":
            return Pen(*self.mark * 5)
        if expected:
            return self.expected
        others = {
            "thread": self.threads,
            "task": self.tasks,
            "sleep": self.tasks,
            "wait": self.waits,
        }
        return others.get(bar.kind, self.calls)

    def end_of(self, bar: Bar) -> str:
        """Return the sign at the end of *bar*; empty for one that simply ended."""
        if bar.kind in ("block", "mark"):
            return ""
        if bar.is_open:
            return self.still_open
        if bar.outcome == "cancelled":
            return self.cancelled
        return self.raised if bar.outcome.startswith("raised") else ""


UNICODE = Strokes(
    ascii=False,
    expected=Pen(*"├─┤┼│"),
    calls=Pen(*"┣━┫╋┃"),
    tasks=Pen(*"├╌┤┼│"),
    waits=Pen(*"·····"),
    threads=Pen(*"╠═╣╬║"),
    block="█",
    mark="◆",
    cancelled="╳",  # noqa: RUF001 - it joins the line, an X does not
    raised="!",
    still_open="►",
    ruler="─",
    ellipsis="…",
)

ASCII = Strokes(
    ascii=True,
    expected=Pen(*"|-|||"),
    calls=Pen(*"|=|||"),
    tasks=Pen(*"|.|||"),
    waits=Pen(*"....."),
    threads=Pen(*"|~|||"),
    block="#",
    mark="*",
    cancelled="x",
    raised="!",
    still_open=">",
    ruler="-",
    ellipsis="...",
)


def strokes(*, ascii: bool) -> Strokes:  # noqa: A002 - as in `reprlib` and `json`
    """Return the set to draw with."""
    return ASCII if ascii else UNICODE
