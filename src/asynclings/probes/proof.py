"""What a grader can prove about the mistakes of its own exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asynclings.seen import Seen

Check = Callable[["Seen"], object]


@dataclass(frozen=True, slots=True)
class Proof:
    """Tells whether what was seen proves one misconception.

    Attributes:
        id: The misconception in the catalogue.
        next_step: What the learner should do; the catalogue's text when empty.
        check: Given what was seen, returns whether it is proven; a string is the reason.
    """

    id: str
    next_step: str
    check: Check

    def because(self, seen: Seen) -> str:
        """Return the observation that proves it, or an empty string."""
        proven = self.check(seen)
        if not proven:
            return ""
        return proven if isinstance(proven, str) else " ".join((self.check.__doc__ or "").split())


def proves(misconception: str, *, next_step: str = "") -> Callable[[Check], Proof]:
    """Declare that a function of a `Seen` proves *misconception* when it returns true.

    The function's docstring, or the string that it returns, is the sentence that
    the learner reads after "because".
    """

    def declare(check: Check) -> Proof:
        return Proof(misconception, next_step, check)

    return declare
