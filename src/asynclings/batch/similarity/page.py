"""The pairs as one HTML page: each with its two answers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby

from asynclings.batch.similarity.pairs import Pair, Side
from asynclings.html import environment, render
from asynclings.printable import cut

#: So many pairs are shown with their sources; the others are in the list only.
MOST_SHOWN = 200

#: Characters of a line; nobody reads longer ones.
WIDEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer.

    Attributes:
        number: From 1.
        text: What it says, cut where it is too long.
        letter: The passage that it belongs to: the same on both sides; empty for none.
        begins: Whether the passage begins here.
    """

    number: int
    text: str
    letter: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair, ready for the page.

    Attributes:
        number: Of the pair on this page, from 1.
        pair: What was found out.
        sides: Each answer with its lines; none where the pair is only listed.
    """

    number: int
    pair: Pair
    sides: tuple[tuple[Side, list[Line]], ...]


def page(pairs: Sequence[Pair]) -> str:
    """Return *pairs* as a page that needs no other file.

    It comes exercise by exercise, as `alike` gives them. No script is in it, so that nothing
    that a learner wrote can run.
    """
    shown = [_shown(number, pair) for number, pair in enumerate(pairs, 1)]
    return render(
        environment(__package__).get_template("alike.html"),
        styles=[(resources.files(__package__) / "alike.css").read_text("utf-8")],
        exercises=[
            (slug, list(group)) for slug, group in groupby(shown, lambda one: one.pair.exercise)
        ],
        count=len(pairs),
        most_shown=MOST_SHOWN,
    )


def _shown(number: int, pair: Pair) -> Shown:
    if number > MOST_SHOWN:
        return Shown(number, pair, ())
    left = _lines(pair.left, [passage.left for passage in pair.passages])
    right = _lines(pair.right, [passage.right for passage in pair.passages])
    return Shown(number, pair, ((pair.left, left), (pair.right, right)))


def _lines(side: Side, ranges: Sequence[tuple[int, int]]) -> list[Line]:
    letters: dict[int, str] = {}
    begins: set[int] = set()
    for place, (first, last) in enumerate(ranges):
        begins.add(first)
        for number in range(first, last + 1):
            letters.setdefault(number, _letter(place))
    return [
        Line(number, cut(text.expandtabs(4), WIDEST), letters.get(number, ""), number in begins)
        for number, text in enumerate(side.source.split("\n"), 1)
    ]


def _letter(place: int) -> str:
    """Return the name of the passage at *place*: A to Z, then A1."""
    again, letter = divmod(place, 26)
    return chr(ord("A") + letter) + (str(again) if again else "")
