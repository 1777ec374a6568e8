"""A part of a class, the same one wherever the class is read."""

from __future__ import annotations

import argparse
import hashlib
import re
from dataclasses import dataclass, replace

from asynclings.batch.records import Intake


@dataclass(frozen=True, slots=True)
class Shard:
    """Which part of how many.

    Attributes:
        number: From 1 to *of*.
        of: How many parts there are.
    """

    number: int
    of: int

    def __str__(self) -> str:
        """Say it as it is typed: ``2/4``."""
        return f"{self.number}/{self.of}"

    def has(self, learner: str) -> bool:
        """Tell whether *learner*, by id, belongs to it: one learner's work stays together."""
        digest = hashlib.sha256(learner.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1

    def of_intake(self, intake: Intake) -> Intake:
        """Return what of *intake* belongs to it; what was ignored is told by every shard."""
        return replace(
            intake,
            learners=tuple(one for one in intake.learners if self.has(one.id)),
            submissions=tuple(one for one in intake.submissions if self.has(one.learner.id)),
        )


def shard(text: str) -> Shard:
    """Return the shard that *text* names, for `argparse`."""
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise argparse.ArgumentTypeError(f"{text!r} is no shard; the second of four is 2/4")
    return Shard(int(found[1]), int(found[2]))
