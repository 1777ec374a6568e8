"""A duration as the sum or maximum of what it is made of."""

from __future__ import annotations

from itertools import pairwise

from asynclings.timeline import RESOLUTION, Interval

#: More terms than this are not read; the first ones stand for the rest.
MAX_TERMS = 6

Intervals = dict[str, list[Interval]]


def in_words(intervals: Intervals) -> str:
    """Return how long *intervals* took together, with the arithmetic where it is plain.

    ``3 s = 1 + 2`` when they stood one after the other without a gap, ``2 s = max(1, 2)``
    when they began together, otherwise the total alone.
    """
    spans = sorted(
        (start, end) for row in intervals.values() for start, end in row if end is not None
    )
    unfinished = [name for name, row in intervals.items() if any(end is None for _, end in row)]
    if unfinished:
        return f"{unfinished[0]} never finished"
    if not spans:
        return "nothing was called"
    total = f"{max(end for _, end in spans):g} s"
    spans = [span for span in spans if span[1] > span[0]]
    return total + _sum(spans) if len(spans) > 1 else total


def both_in_words(expected: Intervals, happened: Intervals) -> tuple[str, str]:
    """Return both in words; where the totals agree, when the first lane that differs was.

    ``sensor at 2 to 2.5 s`` and ``sensor at 0 to 0.5 s``, when both took 2.5 s in all.
    """
    words = in_words(expected), in_words(happened)
    if words[0] != words[1]:
        return words
    pairs = ((name, _when(expected, name), _when(happened, name)) for name in expected | happened)
    for name, asked, seen in pairs:
        if asked != seen:
            return f"{name} {asked}", f"{name} {seen}"
    return words


def _when(intervals: Intervals, name: str) -> str:
    texts = [
        f"{start:g}" if start == end else f"{start:g} to {'?' if end is None else f'{end:g}'}"
        for start, end in intervals.get(name, [])
    ]
    return f"at {', '.join(texts)} s" if texts else "never"


def _sum(spans: list[tuple[float, float]]) -> str:
    lengths = [end - start for start, end in spans]
    gaps = [b[0] - a[1] for a, b in pairwise(spans)]
    if spans[0][0] <= RESOLUTION and all(abs(gap) <= RESOLUTION for gap in gaps):
        return f" = {_terms(lengths, ' + ')}"
    if all(start <= RESOLUTION for start, _ in spans):
        return f" = max({_terms(lengths, ', ')})"
    return ""


def _terms(lengths: list[float], joint: str) -> str:
    shown = [f"{round(length, 6):g}" for length in lengths[:MAX_TERMS]]
    more = len(lengths) - MAX_TERMS
    return joint.join(shown) + (f"{joint}… ({len(lengths)} in all)" if more > 0 else "")
