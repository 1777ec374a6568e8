"""Where two answers say the same."""

from __future__ import annotations

from dataclasses import dataclass

from asynclings.batch.similarity.grams import LENGTH, grams
from asynclings.batch.similarity.pairs import Passage
from asynclings.batch.similarity.tokens import Token, tokens

#: More places of one run of tokens than these are not tried.
MANY = 20


@dataclass(frozen=True, slots=True)
class Traits:
    """What is particular in one answer.

    Attributes:
        tokens: All of it.
        grams: Each run of tokens; None where the kit's own answers have it.
    """

    tokens: list[Token]
    grams: list[int | None]


def traits(source: str, usual: frozenset[int]) -> Traits:
    """Return what is particular in *source*, apart from the *usual* runs of tokens."""
    found = tokens(source)
    numbers = grams([token.text for token in found])
    return Traits(found, [None if number in usual else number for number in numbers])


def passages(left: Traits, right: Traits) -> tuple[Passage, ...]:
    """Return where *left* and *right* say the same, in the order of *left*."""
    there: dict[int, list[int]] = {}
    for at, number in enumerate(right.grams):
        if number is not None:
            there.setdefault(number, []).append(at)
    found: list[Passage] = []
    at = 0
    while at < len(left.grams):
        number = left.grams[at]
        places = there.get(number, []) if number is not None else []
        longest, place = max(
            ((_run(left, right, at, one), -one) for one in places[:MANY]), default=(0, 0)
        )
        if longest:
            found.append(Passage(_lines(left, at, longest), _lines(right, -place, longest)))
        at += max(1, longest)
    return _joined(found)


def _run(left: Traits, right: Traits, here: int, there: int) -> int:
    """Return how many runs of tokens are the same, from *here* and from *there* on."""
    count, most = 0, min(len(left.grams) - here, len(right.grams) - there)
    while count < most and left.grams[here + count] is not None:
        if left.grams[here + count] != right.grams[there + count]:
            break
        count += 1
    return count


def _lines(side: Traits, at: int, count: int) -> tuple[int, int]:
    """Return the lines of *count* runs of tokens, the first of which begins *at*."""
    return side.tokens[at].line, side.tokens[at + count + LENGTH - 2].line


def _joined(found: list[Passage]) -> tuple[Passage, ...]:
    """Return *found*, where what touches or overlaps on both sides is one passage."""
    joined: list[Passage] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and _touch(last.left, one.left) and _touch(last.right, one.right):
            joined[-1] = Passage(_both(last.left, one.left), _both(last.right, one.right))
        else:
            joined.append(one)
    return tuple(joined)


def _touch(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return second[0] <= first[1] + 1 and first[0] <= second[1] + 1


def _both(first: tuple[int, int], second: tuple[int, int]) -> tuple[int, int]:
    return min(first[0], second[0]), max(first[1], second[1])
