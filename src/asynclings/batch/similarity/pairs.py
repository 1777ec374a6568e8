"""What is found out about two answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two answers.

    Attributes:
        learner: Id of whose it is.
        name: As a person says it; may be empty.
        origin: Where it was found.
        source: The answer as it was handed in, cut after `MAX_LINES` lines.
    """

    learner: str
    name: str
    origin: str
    source: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that say the same, from 1, both ends included."""

    left: tuple[int, int]
    right: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to one exercise that are more alike than chance makes them.

    Attributes:
        exercise: Slug.
        score: How much of what is unusual in the smaller one is in the other too: 0 to 1.
        left: One answer.
        right: The other.
        passages: Where they say the same, in the order of the left one.
        why: One sentence for a person.
    """

    exercise: str
    score: float
    left: Side
    right: Side
    passages: tuple[Passage, ...]
    why: str

    def to_json(self) -> dict[str, Any]:
        """Return the pair as JSON."""
        return asdict(self)
