"""What stands at the end of a lane, in words."""

from __future__ import annotations

from asynclings.drawing.axis import seconds
from asynclings.drawing.lanes import Lane, how_many
from asynclings.printable import safe, shorten

#: An exception's class is named by the answer, and may have any length.
MOST = 36


def note_of(lane: Lane) -> str:
    """Return when *lane* was, and how it ended."""
    if not lane.bars:
        return "never"
    first, last = lane.bars[0].start, lane.bars[-1].last
    endings = [bar.outcome for bar in lane.bars if bar.outcome not in ("", "returned")]
    still_open = any(bar.is_open for bar in lane.bars)
    words = ["still waiting" if lane.bars[-1].kind == "wait" else "still running"]
    words = words if still_open else endings[-1:]
    when = seconds(first)
    if still_open:
        when += " –"  # noqa: RUF001
    elif last > first:
        when += f" – {seconds(last)}"  # noqa: RUF001
    return shorten(safe(" ".join(filter(None, [when, how_many(lane.bars), *words]))), MOST)
