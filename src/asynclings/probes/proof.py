"""What a grader can prove about the mistakes of its own exercise."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asynclings.errors import GraderError
from asynclings.submission import said

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
        """Return the observation that proves it, or an empty string.

        Raises:
            GraderError: The check failed instead of telling.
        """
        try:
            proven = self.check(seen)
            if not proven:
                return ""
        except Exception as error:
            raise GraderError(self._failed(error)) from error
        return proven if isinstance(proven, str) else " ".join((self.check.__doc__ or "").split())

    def _failed(self, error: Exception) -> str:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return (
            f"The check {self.check.__name__}, which looks for {self.id!r}, raised "
            f"{type(error).__name__}: {said(error)}.\n"
            f"at {place.filename}:{place.lineno}"
        )


def proves(misconception: str, *, next_step: str = "") -> Callable[[Check], Proof]:
    """Declare that a function of a `Seen` proves *misconception* when it returns true.

    The function's docstring, or the string that it returns, is the sentence that
    the learner reads after "because".
    """

    def declare(check: Check) -> Proof:
        return Proof(misconception, next_step, check)

    return declare
