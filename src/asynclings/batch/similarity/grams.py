"""Runs of tokens as numbers, and the few of them that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

#: Tokens in a run: about one line and a half.
LENGTH = 10

#: Of so many runs in a row one is kept; a passage of LENGTH + WINDOW - 1 tokens is never missed.
WINDOW = 4

_BASE, _PRIME = 1_000_003, 2**61 - 1
_HIGHEST = pow(_BASE, LENGTH - 1, _PRIME)


def grams(words: Sequence[str]) -> list[int]:
    """Return a number for each run of `LENGTH` of *words*: the same in every process."""
    known = {word: crc32(word.encode()) + 1 for word in set(words)}
    values = [known[word] for word in words]
    rolling, numbers = 0, []
    for index, value in enumerate(values):
        if index >= LENGTH:
            rolling -= values[index - LENGTH] * _HIGHEST
        rolling = (rolling * _BASE + value) % _PRIME
        if index >= LENGTH - 1:
            numbers.append(rolling)
    return numbers


def winnowed(numbers: Sequence[int | None]) -> set[int]:
    """Return some of *numbers*: the smallest of each `WINDOW` in a row; None never counts.

    Source: Schleimer, Wilkerson, Aiken: Winnowing: Local Algorithms for Document
    Fingerprinting (SIGMOD 2003).
    """
    kept = set()
    for at in range(max(1, len(numbers) - WINDOW + 1)):
        window = [number for number in numbers[at : at + WINDOW] if number is not None]
        if window:
            kept.add(min(window))
    return kept
