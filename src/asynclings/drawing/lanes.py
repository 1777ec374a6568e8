"""Which spans are drawn, and which of them share a lane."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from asynclings.drawing.waits import Begun, Written, waits_before, without_repetition
from asynclings.timeline import RESOLUTION

#: More lanes than this do not fit on one screen with a failure text.
MOST_LANES = 12

#: What an answer did; tasks and sleeps are drawn only where this says too little.
ASKED_FOR = ("call", "mark", "thread")

#: A lane's name, and which of the lanes of that name it is.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Bar:
    """One span as it is drawn.

    Attributes:
        kind: See `asynclings.timeline.Span`.
        name: See there.
        start: Virtual seconds.
        end: Virtual seconds; None when it had not ended.
        outcome: ``returned``, ``cancelled``, ``raised ValueError``, or empty.
        where: ``file:line``, without folders.
        times: How many of the same name were at the same time.
    """

    kind: str
    name: str
    start: float
    end: float | None
    outcome: str = ""
    where: str = ""
    times: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it had not ended when the scenario was over."""
        return self.end is None

    @property
    def last(self) -> float:
        """The last instant that is known of it."""
        return self.start if self.end is None else self.end


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one name that do not overlap; none when it never happened.

    Attributes:
        name: What stands at its head.
        bars: In order of their start.
        differs: Whether it is not what was expected.
        waits: How long its task waited for a lock, a slot or an item before each of them.
    """

    name: str
    bars: tuple[Bar, ...]
    differs: bool = False
    waits: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn, on one axis.

    Attributes:
        expected: Lanes that the rule asks for.
        happened: Lanes that were seen, each in its place beside the expected ones.
        blocks: Stretches in which the event loop stood still.
        more_expected: How many expected lanes are left out.
        more_happened: How many other lanes are left out.
        horizon: Where the axis ends, in virtual seconds.
    """

    expected: tuple[Lane, ...]
    happened: tuple[Lane, ...]
    blocks: tuple[Bar, ...]
    more_expected: int
    more_happened: int
    horizon: float


def picture(
    expected: Sequence[dict[str, Any]],
    happened: Sequence[dict[str, Any]],
    most_lanes: int = MOST_LANES,
    *,
    until: float = 0.0,
) -> Picture:
    """Return what is drawn of the spans in *expected* and *happened*.

    Args:
        expected: Spans as `asynclings.timeline.Span.to_json` writes them; may be empty.
        happened: The same.
        most_lanes: How many lanes each half has at most; those that differ come first.
        until: When the scenario was over, in virtual seconds; what is open lasts until then.
    """
    before, alone = waits_before(happened)
    others = [span for span in happened if span["kind"] != "wait"]
    asked, seen = _bars(expected), _bars([*others, *alone])
    wanted = _lanes(asked)
    found = _lanes(_telling(seen))
    keys = [*wanted, *(key for key in found if key not in wanted)]
    differing = {key for key in keys if wanted and not _alike(wanted.get(key), found.get(key))}
    chosen = _choose(keys, differing, most_lanes)
    blocks = tuple(bar for bar in seen if bar.kind == "block")
    until = max([until, *(bar.last for bar in seen)])
    drawn = [bar for key in chosen for bar in (*wanted.get(key, ()), *found.get(key, ()))]
    return Picture(
        expected=tuple(Lane(key[0], tuple(wanted[key])) for key in chosen if key in wanted),
        happened=tuple(
            Lane(key[0], tuple(bars), key in differing, _waits(bars, before))
            for key in chosen
            for bars in [found.get(key, ())]
        ),
        blocks=blocks,
        more_expected=sum(key not in chosen for key in wanted),
        more_happened=sum(key not in chosen for key in keys),
        horizon=max((until if bar.is_open else bar.last for bar in (*drawn, *blocks)), default=0.0),
    )


def _waits(bars: Iterable[Bar], before: Mapping[Begun, list[Written]]) -> tuple[Bar, ...]:
    """Return the waits that led to *bars*, each place once."""
    waits = [wait for bar in bars for wait in before.get((bar.kind, bar.name, bar.start), ())]
    return tuple(_bars(without_repetition(waits)))


def _bars(spans: Iterable[dict[str, Any]]) -> list[Bar]:
    """Return *spans* as bars in order of their start, equal ones as one."""
    bars = [
        Bar(s["kind"], s["name"], s["start"], s["end"], s["outcome"], file_and_line(s["where"]))
        for s in spans
    ]
    counted = Counter(bars)
    return sorted((replace(bar, times=n) for bar, n in counted.items()), key=lambda bar: bar.start)


def how_many(bars: Sequence[Bar], *, briefly: bool = False) -> str:
    """Return how many there were, as ``(20x, 5 at once)``; empty for a single one."""
    total, at_once = sum(bar.times for bar in bars), max(bar.times for bar in bars)
    words = [f"{total}x"] if briefly or len(bars) > 1 else []
    words += [f"{at_once} at once"] if at_once > 1 and not briefly else []
    return f"({', '.join(words)})" if total > 1 else ""


def file_and_line(where: str) -> str:
    """Return ``path:line`` without its folders, which say nothing to the reader."""
    return where.replace("\\", "/").rpartition("/")[2]


def _telling(bars: list[Bar]) -> list[Bar]:
    """Return the bars that show what the answer did, without those that only repeat it."""
    others = [bar for bar in bars if bar.kind != "block"]
    telling = {bar for bar in others if bar.kind in ASKED_FOR}
    if not telling:
        return others
    telling |= {bar for bar in others if bar.kind == "wait" and bar.is_open}
    # A call that is cancelled or a wait that is still open tells it for the task in which it is.
    told = {(bar.outcome, bar.end) for bar in telling}
    return [
        bar
        for bar in others
        if bar in telling
        or (
            bar.kind == "task"
            and (bar.is_open or bar.outcome == "cancelled")
            and (bar.outcome, bar.end) not in told
        )
    ]


def _lanes(bars: Iterable[Bar]) -> dict[Key, list[Bar]]:
    """Return the *bars* by lane: those of one name share one when they do not overlap."""
    lanes: dict[Key, list[Bar]] = {}
    free_from: dict[str, list[tuple[float, int]]] = {}  # of each name, a heap of its lanes
    for bar in bars:
        heap = free_from.setdefault(bar.name, [])
        reuse = bool(heap) and heap[0][0] <= bar.start + RESOLUTION
        number = heapq.heappop(heap)[1] if reuse else len(heap)
        lanes.setdefault((bar.name, number), []).append(bar)
        heapq.heappush(heap, (float("inf") if bar.end is None else bar.end, number))
    return lanes


def _alike(wanted: list[Bar] | None, found: list[Bar] | None) -> bool:
    if wanted is None or found is None or len(wanted) != len(found):
        return False
    return all(
        abs(a.start - b.start) <= RESOLUTION
        and abs(a.last - b.last) <= RESOLUTION
        and (a.is_open, a.times) == (b.is_open, b.times)
        for a, b in zip(wanted, found, strict=True)
    )


def _choose(keys: list[Key], differing: set[Key], most: int) -> list[Key]:
    """Return at most *most* of *keys* in their order, those in *differing* before others."""
    if len(keys) <= most:
        return keys
    first = sorted(range(len(keys)), key=lambda i: (keys[i] not in differing, i))[:most]
    return [keys[i] for i in sorted(first)]
