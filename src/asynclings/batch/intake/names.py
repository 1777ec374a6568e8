"""Which exercise a file's name stands for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache

from asynclings.catalog import Catalog, Exercise

#: What browsers, systems, platforms and people add to the name of a second copy.
COPY = re.compile(
    r"[ _.-]*(?:\((?P<browser>\d{1,4})\)|-(?P<platform>\d{1,4})|[-_ ]+v(?P<version>\d{1,4})"
    r"|[ _-]+(?:copy|copie|kopie|copia)(?:[ _-]*\(?(?P<system>\d{1,4})\)?)?)$"
)

#: What may stand before the name of an exercise: its number, its chapter, the tree.
PREFIX = r"(?:(?:exercises|\d{1,2}(?:\.\d{1,2})?|CHAPTERS)[_.])*"


class Names:
    """Knows all exercises of a *kit* by the names of their files."""

    def __init__(self, kit: Catalog) -> None:
        chapters = "|".join(re.escape(chapter.slug) for chapter in kit.chapters)
        self._prefix = re.compile(PREFIX.replace("CHAPTERS", chapters))
        self._exercises = {exercise.slug: exercise for exercise in kit.exercises}
        self._folders = {"exercises"}
        for chapter in kit.chapters:
            self._folders |= {chapter.slug, chapter.path.name}
        self.match = lru_cache(4096)(self._match)

    def is_of_the_kit(self, folder: str) -> bool:
        """Tell whether *folder* is called like one of the kit's, not like a learner."""
        return folder.lower().replace("-", "_") in self._folders

    def _match(self, name: str) -> tuple[Exercise | None, int, str]:
        """Return the exercise that a file of *name* answers, which copy it is, or why it is none.

        Case does not count, nor whether words are joined by ``_``, ``-``, a blank or a dot.
        """
        stem = re.sub(r"(\.py|\.py\.txt)$", "", name.lower().strip()).strip()
        copy, rest = 0, stem
        while True:
            if exercise := self._called(rest):
                return exercise, copy, ""
            added = COPY.search(rest)
            if not added or not added.start():
                break
            copy = max(copy, *(int(number or 1) for number in added.groups()))
            rest = rest[: added.start()]
        return None, 0, self._why(rest)

    def _called(self, stem: str) -> Exercise | None:
        plain = re.sub(r"[\s_-]+", "_", stem).strip("_")
        prefix = self._prefix.match(plain)
        shorter = plain[prefix.end() :] if prefix else plain
        return self._exercises.get(plain) or self._exercises.get(shorter)

    def _why(self, stem: str) -> str:
        plain = re.sub(r"[\s_-]+", "_", stem).strip("_")
        if plain.startswith("test_"):
            return "It is called like a grader, not like an answer."
        plain = self._prefix.sub("", plain, count=1)
        near = difflib.get_close_matches(plain[:60], self._exercises, n=1, cutoff=0.75)
        guess = f" If it answers {near[0]}, call it {near[0]}.py." if near else ""
        return f"No exercise is called like this file.{guess}"


def only(kit: Catalog, exercises: Sequence[Exercise] | None) -> frozenset[str]:
    """Return the slugs that are asked for: of *exercises*, or of the whole *kit*."""
    return frozenset(one.slug for one in (kit.exercises if exercises is None else exercises))
