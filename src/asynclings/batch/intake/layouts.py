"""Whose a file is, by the place where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from asynclings.batch.intake.entry import Found
from asynclings.batch.intake.gathering import Gathering
from asynclings.batch.intake.names import Names
from asynclings.batch.intake.platforms import Owner, layout_of, owner
from asynclings.batch.records import Learner, Passed, Source

#: Trees of the kit that hold no learner's answer, where they lie beside ``exercises``.
NOT_ANSWERS = frozenset({"solutions", "graders", "tests", "src", "benchmarks", "docs"})

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that is somebody's.

    Attributes:
        owner: Whose, and who says so.
        name: What the learner called it.
        source: Where its bytes lie.
        origin: Where it was found, as a person says it.
        problem: Why it cannot be read.
        modified: When it was changed last; None where nothing says so.
        submitted_at: When it was handed in; None where nothing proves it.
    """

    owner: Owner
    name: str
    source: Source | bytes
    origin: str
    problem: str
    modified: datetime | None
    submitted_at: datetime | None


class Place:
    """Says whose the files in one place are.

    Args:
        gathering: What lies in the place.
        name: What the place is called, for where it is one learner's.
        names: The names of the kit.
        is_one_of_many: Whether several places were named, each of them perhaps a learner's.
    """

    def __init__(
        self, gathering: Gathering, name: str, names: Names, *, is_one_of_many: bool
    ) -> None:
        self._gathering, self._names = gathering, names
        self._known: dict[str, list[tuple[Owner, datetime | None]]] = {}
        self._folders = _children(gathering.folders)
        self._files = _children(found.parts for found in gathering.found)
        self._root = gathering.roster[0] if gathering.roster else self._below_wrappers()
        folders, files = self._at(self._root)
        self.layout = "gradescope" if gathering.roster else layout_of([*folders, *files])
        self._whole: Owner | None = None
        if self.layout == "folders" and self._is_one_learner(folders, files, is_one_of_many):
            self._whole = owner(layout_of([name]), name) or Owner("folders", Learner(name))
            self.layout = self._whole.layout

    def owners(self) -> Iterator[Owner]:
        """Yield everybody, also those from whom there is no file."""
        if self._whole:
            yield self._whole
        elif self._gathering.roster:
            for folder in self._gathering.roster[1]:
                yield from (one for one, _ in self._of_roster(folder))
        if not self._whole:
            for folder in self._at(self._root)[0]:
                yield from (one for one, _ in self._of_folder(folder))

    def claims(self) -> Iterator[Claim | Passed]:
        """Yield each file with its owner; a group's file once for each of them."""
        told: set[Parts] = set()
        for found in self._gathering.found:
            tree = self._tree_of_the_kit(found.parts)
            if tree:
                if tree not in told:
                    told.add(tree)
                    inside = "/".join(found.parts[len(tree) :])
                    whole = found.origin.removesuffix(f"/{inside}")
                    yield Passed(whole, "This tree of the kit holds no answers of a learner.")
                continue
            yield from self._claimed(found)

    def _claimed(self, found: Found) -> Iterator[Claim | Passed]:
        name, depth = found.parts[-1], len(self._root)
        if self._whole:
            yield self._claim(self._whole, found, name, None)
        elif found.parts[:depth] != self._root:
            yield Passed(found.origin, "It lies beside the list of learners, not in it.")
        elif len(found.parts) > depth + 1:
            for one, at in self._of_folder(found.parts[depth]):
                yield self._claim(one, found, name, at)
        elif named := owner(self.layout, name):
            yield self._claim(named, found, named.rest or name, None)
        else:
            yield Passed(
                found.origin, "It lies beside the learners' folders: nobody's name is on it."
            )

    def _claim(self, one: Owner, found: Found, name: str, at: datetime | None) -> Claim:
        # What Moodle and Canvas put into an archive bears the time of the download.
        when = found.modified if one.layout == "folders" else at
        return Claim(one, name, found.source, found.origin, found.problem, found.modified, when)

    def _of_folder(self, folder: str) -> list[tuple[Owner, datetime | None]]:
        if folder not in self._known:
            self._known[folder] = self._looked_up(folder)
        return self._known[folder]

    def _looked_up(self, folder: str) -> list[tuple[Owner, datetime | None]]:
        if self._gathering.roster and folder in self._gathering.roster[1]:
            return self._of_roster(folder)
        if one := owner(self.layout, folder):
            return [(one, None)]
        # In an export, this was put there by hand.
        layout = "gradescope" if self.layout == "gradescope" else "folders"
        return [(Owner(layout, Learner(folder)), None)]

    def _of_roster(self, folder: str) -> list[tuple[Owner, datetime | None]]:
        assert self._gathering.roster  # noqa: S101 - only then there is a folder to ask for
        handed = self._gathering.roster[1][folder]
        return [(Owner("gradescope", one), handed.submitted_at) for one in handed.learners]

    def _tree_of_the_kit(self, parts: Parts) -> Parts:
        for index, part in enumerate(parts[:-1]):
            if part in NOT_ANSWERS and (*parts[:index], "exercises") in self._gathering.folders:
                return parts[: index + 1]
        return ()

    def _at(self, parts: Parts) -> tuple[list[str], list[str]]:
        return self._folders.get(parts, []), self._files.get(parts, [])

    def _below_wrappers(self) -> Parts:
        """Return the folder in which the learners lie: often, an archive holds only one."""
        root: Parts = ()
        while True:
            folders, files = self._at(root)
            if len(folders) != 1 or files or self._names.is_of_the_kit(folders[0]):
                return root
            inner = (*root, folders[0])
            within, loose = self._at(inner)
            is_export = layout_of([*within, *loose]) != "folders"
            is_learner = loose or not within or any(map(self._names.is_of_the_kit, within))
            if layout_of(folders) != "folders" or (is_learner and not is_export):
                return root
            root = inner

    def _is_one_learner(self, folders: list[str], files: list[str], is_one_of_many: bool) -> bool:  # noqa: FBT001
        if any(map(self._names.is_of_the_kit, folders)):
            return True
        if not folders:
            return bool(files) or is_one_of_many
        depth, learners = len(self._root), set()
        for found in self._gathering.found:
            if len(found.parts) > depth + 1 and self._names.match(found.parts[-1])[0]:
                learners.add(found.parts[depth])
        return len(learners) < 2 and any(self._names.match(name)[0] for name in files)


def _children(paths: Iterator[Parts] | dict[Parts, None]) -> dict[Parts, list[str]]:
    """Return what lies in each folder, where *paths* are not deep."""
    children: dict[Parts, list[str]] = {}
    for path in paths:
        if 0 < len(path) <= 5:
            children.setdefault(path[:-1], []).append(path[-1])
    return children
