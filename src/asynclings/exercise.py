"""One exercise: its names, with every file that belongs to it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Chapter:
    """A folder of exercises around one idea.

    Attributes:
        slug: Its identity: ``boats``.
        number: Its place in the kit, from 1.
        path: Its folder in ``exercises/``.
    """

    slug: str
    number: int
    path: Path

    @property
    def title(self) -> str:
        """First heading of the chapter's page."""
        page = _text(self.path / "README.md")
        heading = re.search(r"^# +(.+?) *$", page, re.MULTILINE)
        return heading[1] if heading else self.slug.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Exercise:
    """One stub with everything that belongs to it; none of the files need exist.

    Attributes:
        slug: Its identity: ``set_sail``.
        order: Numbers of the chapter, and of the exercise in it.
        chapter: Where it stands.
        stub: What the learner edits.
        solution: What good looks like.
        grader: What is asked.
        hints: Three steps of help.
    """

    slug: str
    order: tuple[int, int]
    chapter: Chapter
    stub: Path
    solution: Path
    grader: Path
    hints: Path

    @property
    def number(self) -> str:
        """Place in the kit as a person says it: ``2.1``."""
        return f"{self.order[0]}.{self.order[1]}"

    @property
    def stem(self) -> Path:
        """Place in each of the trees, without a suffix: ``02_boats/01_set_sail``."""
        return Path(self.chapter.path.name, self.stub.stem)

    @property
    def names(self) -> set[str]:
        """What a person may call it, or the chapter that it stands in."""
        chapter = self.chapter
        of_chapter = {chapter.slug, str(chapter.number), chapter.path.name}
        return of_chapter | {self.slug, self.number, self.stub.stem, self.stub.name}

    @property
    def files(self) -> tuple[Path, ...]:
        """Where a person may point to."""
        return self.stub, self.solution, self.grader, self.hints

    @property
    def title(self) -> str:
        """First line of the stub's docstring; of the solution's where the stub does not parse."""
        return _first_line(self.stub) or _first_line(self.solution) or self.slug.replace("_", " ")

    @property
    def is_stretch(self) -> bool:
        """Whether it may be left out: its text has a line that begins with ``Stretch:``."""
        return "\nStretch:" in _text(self.solution) or "\nStretch:" in _text(self.stub)


def _first_line(file: Path) -> str:
    """Return the first line of the docstring of *file*; empty when it has none to be read."""
    try:
        documentation = ast.get_docstring(ast.parse(_text(file)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return (documentation or "").partition("\n")[0].strip()


def _text(file: Path) -> str:
    """Return what *file* says; empty when it cannot be read."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
