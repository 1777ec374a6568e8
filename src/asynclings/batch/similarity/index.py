"""Who else has the same rare runs of tokens."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

#: A run that more learners have is common, whatever it is.
MANY = 100

#: Stands for those who are not in a small class: three of three are no "everybody".
ABSENT = 10


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two answers that share rare runs of tokens.

    Attributes:
        first: Number of the answer that was added first.
        second: Number of the other.
        weight: How much they share: 1 for each run that only they have.
        score: The same as a part of all that is unusual in the smaller one.
    """

    first: int
    second: int
    weight: float
    score: float


class Index:
    """Rare runs of tokens in all answers to one exercise.

    No answer is compared with every other one: two meet only where both are listed under
    the same run, and lists of common runs are passed over.
    """

    def __init__(self) -> None:
        self._answers: list[array[int]] = []

    def add(self, fingerprints: set[int]) -> None:
        """Add one answer; it gets the next number."""
        self._answers.append(array("q", sorted(fingerprints)))

    def meetings(self, least: float) -> Iterator[Meeting]:
        """Yield any two answers that share runs of *least* weight in all."""
        weights = self._weights()
        totals = [sum(weights.get(gram, 1.0) for gram in answer) for answer in self._answers]
        listed: dict[int, list[int]] = defaultdict(list)
        for number, answer in enumerate(self._answers):
            met: dict[int, float] = defaultdict(float)
            for gram in answer:
                if weight := weights.get(gram):
                    for other in listed[gram]:
                        met[other] += weight
                    listed[gram].append(number)
            for other, weight in met.items():
                if weight >= least:
                    smaller = min(totals[other], totals[number])
                    yield Meeting(other, number, weight, min(1.0, weight / smaller))

    def _weights(self) -> dict[int, float]:
        """Return how much a run proves that several have: 1 where two do, 0 where many do."""
        counts = Counter(gram for answer in self._answers for gram in answer)
        everybody = len(self._answers) + ABSENT
        return {
            gram: math.log(everybody / count) / math.log(everybody / 2) if count <= MANY else 0.0
            for gram, count in counts.items()
            if count > 1
        }
