"""Which answer a grader's test is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from asynclings.errors import SubmissionError
from asynclings.shipped import is_shipped
from asynclings.submission import read_bytes


@dataclass(frozen=True, slots=True)
class Target:
    """One exercise, as a grader's file names it.

    Attributes:
        slug: The identity of the exercise.
        chapter: The chapter's slug.
        grader: The grader's file.
        solution: The reference solution; it says which names an answer must define.
        answer: The file to grade.
    """

    slug: str
    chapter: str
    grader: Path
    solution: Path
    answer: Path

    def is_untouched(self) -> bool:
        """Tell whether the answer is still the stub that the kit ships."""
        try:
            return is_shipped(read_bytes(self.answer), self.grader)
        except SubmissionError:
            return False  # the loader will say what is wrong with the file


def target_of(grader: Path, answers: Path | None) -> Target | None:
    """Return what the test file *grader* grades, or None when it is no grader.

    Args:
        grader: ``…/graders/02_tasks/test_01_two_at_once.py``.
        answers: A tree like ``exercises/``, or one file; ``exercises/`` itself when None.
    """
    if grader.parent.parent.name != "graders" or not grader.name.startswith("test_"):
        return None
    root, folder = grader.parents[2], grader.parent.name
    stem = grader.stem.removeprefix("test_")
    tree = answers or root / "exercises"
    return Target(
        slug=stem.partition("_")[2],
        chapter=folder.partition("_")[2],
        grader=grader,
        solution=root / "solutions" / folder / f"{stem}.py",
        answer=tree / folder / f"{stem}.py" if tree.is_dir() else tree,
    )


def rule_of(item: pytest.Item) -> str:
    """Return the id of the rule that *item* checks: the test's name without ``test_``."""
    name: str = getattr(item, "originalname", None) or item.name
    return name.removeprefix("test_")
