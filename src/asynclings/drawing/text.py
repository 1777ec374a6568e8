"""The timeline as lines of text, each in pieces that know their role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, Self

from asynclings.drawing.axis import Axis, seconds
from asynclings.drawing.lanes import MOST_LANES, Bar, Lane, Picture, how_many, picture
from asynclings.drawing.strokes import Strokes, strokes
from asynclings.printable import cells, own, safe, shorten, wrap

#: What a piece of a line is, for those who show it in colours; empty is plain text.
Role = Literal["", "strong", "dim", "good", "bad", "alarm", "note", "kit"]

#: One line in pieces of one role each.
Line = list[tuple[str, Role]]


class Linked(str):
    """A piece of text that leads somewhere when it is clicked.

    Attributes:
        url: Where to.
    """

    __slots__ = ("url",)

    url: str

    def __new__(cls, text: str, url: str) -> Self:
        """Return *text* that leads to *url*."""
        linked = super().__new__(cls, text)
        linked.url = url
        return linked


#: Wider than this, the eye no longer finds the number at the end of a bar.
MAX_BAR_WIDTH = 60

#: Narrower than this a bar says nothing; words at the right make way for a legend.
MIN_BAR_WIDTH = 16


def draw(
    expected: Sequence[dict[str, Any]],
    happened: Sequence[dict[str, Any]],
    width: int = 80,
    *,
    ascii: bool = False,  # noqa: A002 - as in `reprlib` and `json`
    most_lanes: int = MOST_LANES,
) -> list[str]:
    """Return the drawing as lines of at most *width* columns.

    Args:
        expected: Spans as `asynclings.timeline.Span.to_json` writes them; may be empty.
        happened: The same.
        width: Columns; 40 is enough.
        ascii: Whether nothing but ASCII may be used.
        most_lanes: How many lanes each half has at most.
    """
    lines = draw_lines(picture(expected, happened, most_lanes), width, ascii=ascii)
    return [plain(line) for line in lines]


def draw_lines(shown: Picture, width: int, *, ascii: bool = False) -> list[Line]:  # noqa: A002
    """Return the drawing of *shown* in pieces that know their role."""
    return _Drawing(shown, width, strokes(ascii=ascii)).lines()


def plain(line: Line) -> str:
    """Return *line* as text, without its roles."""
    return "".join(text for text, _ in line).rstrip()


class _Drawing:
    """Lays out three columns: names, bars, words."""

    def __init__(self, shown: Picture, width: int, pens: Strokes) -> None:
        self.shown, self.width, self.pens = shown, width, pens
        lanes = (*shown.expected, *shown.happened)
        names = [cells(safe(lane.name, ascii=pens.ascii)) for lane in lanes]
        if shown.blocks:
            names.append(len("event loop"))
        self.name_width = min(max(names, default=0), max(10, width // 4))
        self.in_words = True
        bar_width = self._room_for_bars()
        if bar_width < MIN_BAR_WIDTH:
            self.in_words = False
            bar_width = self._room_for_bars()
        bar_width = max(4, min(bar_width, MAX_BAR_WIDTH))
        self.note_width = width - self.name_width - bar_width - 6
        self.axis = Axis(shown.horizon, bar_width)

    def _room_for_bars(self) -> int:
        lanes = (*self.shown.expected, *self.shown.happened)
        notes = [cells(self._note(lane)) for lane in lanes]
        if self.shown.blocks:
            notes.append(len(_interval(self.shown.blocks, briefly=not self.in_words)))
        return self.width - self.name_width - max(notes, default=0) - 6

    def lines(self) -> list[Line]:
        """Return the whole drawing."""
        shown = self.shown
        lines = [self._ruler()]
        if shown.expected:
            lines.append([("expected", "dim")])
            lines += [self._lane(lane, expected=True) for lane in shown.expected]
            lines += self._more(shown.more_expected)
        lines.append([("happened", "dim")])
        lines += [self._lane(lane) for lane in shown.happened]
        lines += self._more(shown.more_happened)
        if not shown.happened and not shown.blocks:
            lines.append([("  nothing", "bad" if shown.expected else "")])
        if shown.blocks:
            lines += self._blocks()
        lines += self._waits()
        return lines if self.in_words else [*lines, *self._legend()]

    def _ruler(self) -> Line:
        return [*self._head(""), (self.axis.ruler(self.pens.ruler), "dim")]

    def _lane(self, lane: Lane, *, expected: bool = False) -> Line:
        wrong = lane.differs or any(bar.is_open for bar in lane.bars)
        role: Role = "good" if expected else ("bad" if wrong else "")
        name = safe(lane.name, ascii=self.pens.ascii)
        painted = self.axis.paint((*lane.waits, *lane.bars), self.pens, expected=expected)
        return [*self._head(name), (painted, role), *self._tail(self._note(lane), role)]

    def _head(self, name: str) -> Line:
        name = shorten(name, self.name_width, self.pens.ellipsis)
        return [("  " + name + " " * (self.name_width - cells(name) + 2), "")]

    def _note(self, lane: Lane) -> str:
        if not lane.bars:
            return "never"
        endings = [ending for bar in lane.bars if (ending := _ending(bar))]
        note = _interval(lane.bars, briefly=not self.in_words)
        if endings and self.in_words:
            note += f" {endings[-1]}"
        # An exception's class is named by the answer.
        return safe(note, ascii=self.pens.ascii)

    def _tail(self, note: str, role: Role) -> Line:
        return [("  ", ""), (shorten(note, self.note_width, self.pens.ellipsis), role)]

    def _more(self, count: int) -> list[Line]:
        return [[(f"  {self.pens.ellipsis} {count} more like these", "dim")]] if count else []

    def _blocks(self) -> Iterator[Line]:
        blocks = self.shown.blocks
        painted = self.axis.paint(blocks, self.pens)
        note = self._tail(_interval(blocks, briefly=not self.in_words), "alarm")
        yield [*self._head("event loop"), (painted, "alarm"), *note]
        causes: dict[tuple[str, str], list[Bar]] = {}
        for block in blocks:
            causes.setdefault((block.name, block.where), []).append(block)
        for (name, where), bars in list(causes.items())[:3]:
            at = f" at {where}" if where else ""
            count = sum(bar.times for bar in bars)
            times = f" ({count} times)" if count > 1 else ""
            text = safe(f"blocked the event loop: {name}{at}{times}", ascii=self.pens.ascii)
            for number, part in enumerate(wrap(text, self.width - 4)):
                yield [("  " + ("  " if number else self.pens.block + " ") + part, "alarm")]
        if len(causes) > 3:
            yield [(f"  {self.pens.ellipsis} {len(causes) - 3} more places", "alarm")]

    def _waits(self) -> Iterator[Line]:
        """Say what the dots are, where there are any."""
        lanes = self.shown.happened
        if any(lane.waits or any(bar.kind == "wait" for bar in lane.bars) for lane in lanes):
            yield [(f"  {self.pens.waits.line * 4} waits for its turn", "dim")]

    def _legend(self) -> Iterator[Line]:
        bars = [bar for lane in self.shown.happened for bar in lane.bars]
        said = {self.pens.end_of(bar): _ending(bar) for bar in bars if _ending(bar)}
        for mark, meaning in said.items():
            words = meaning.partition(" ")[0] if meaning.startswith("raised") else meaning
            yield [(own(f"  {mark} {words}", ascii=self.pens.ascii), "dim")]


def _ending(bar: Bar) -> str:
    """Return in words how *bar* ended, where that is worth a word."""
    if bar.is_open:
        return "still running"
    return "" if bar.outcome in ("", "returned") else bar.outcome


def _interval(bars: Sequence[Bar], *, briefly: bool = False) -> str:
    """Return when *bars* were, in numbers, and how many."""
    if all(bar.kind == "mark" and bar.times == 1 for bar in bars) and len(bars) <= 3:
        return ", ".join(seconds(bar.start) for bar in bars)
    first, last = seconds(bars[0].start), seconds(bars[-1].last)
    if any(bar.is_open for bar in bars):
        text = f"{first} -"
    else:
        text = first if first == last else f"{first} - {last}"
    return f"{text} {how_many(bars, briefly=briefly)}".rstrip()
