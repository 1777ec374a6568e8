"""Whose a file is, by the place where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def places(
    gathering: Gathering, name: str, names: Names, *, is_one_of_many: bool
) -> Iterator[Place]:
    """Yield the exports of a platform in one place that somebody named, then what else is there.

    Args:
        gathering: What lies in the place.
        name: What the place is called, for where it is one learner's.
        names: The names of the kit.
        is_one_of_many: Whether several places were named, each of them perhaps a learner's.
    """
    exports = _exports(gathering)
    for root in exports:
        files = [found for found in gathering.found if found.parts[: len(root)] == root]
        folders = [path for path in gathering.folders if path[: len(root)] == root]
        yield Place(gathering, files, folders, names, root=root)
    if () in exports:
        return
    taken = {root[:end] for root in exports for end in range(1, len(root) + 1)}
    inside = frozenset(exports)
    files = [found for found in gathering.found if not _is_in(found.parts, inside)]
    folders = [path for path in gathering.folders if path not in taken and not _is_in(path, inside)]
    if not exports or files or folders:
        rest = Place(gathering, files, folders, names)
        rest.consider(name, is_one_of_many=is_one_of_many)
        yield rest


def _exports(gathering: Gathering) -> list[Parts]:
    """Return the folders whose content is what a platform exports.

    One is the whole place, or at least half of the folders in it are some. Else anybody could
    hand in a folder that looks like an export, and be somebody else.
    """
    folders = _children(gathering.folders)
    files = _children(found.parts for found in gathering.found)

    def is_export(at: Parts) -> bool:
        names = [*folders.get(at, []), *files.get(at, [])]
        return at in gathering.rosters or layout_of(names) in ("moodle", "canvas")

    def unwrapped(at: Parts) -> Parts:
        while not is_export(at) and len(folders.get(at, [])) == 1 and at not in files:
            at = (*at, folders[at][0])
        return at

    top = unwrapped(())
    if is_export(top):
        return [top]
    around = [unwrapped((*top, folder)) for folder in folders.get(top, [])]
    exports = [folder for folder in around if is_export(folder)]
    return exports if len(exports) >= len(around) / 2 else []


def _is_in(parts: Parts, roots: frozenset[Parts]) -> bool:
    return any(parts[:end] in roots for end in range(len(parts) + 1))


class Place:
    """Says whose the files in one place are.

    Args:
        gathering: What it is a part of.
        files: Python files in it.
        folders: Folders in it.
        names: The names of the kit.
        root: The folder in which the learners lie; it is looked for without one.
    """

    def __init__(
        self,
        gathering: Gathering,
        files: list[Found],
        folders: list[Parts],
        names: Names,
        *,
        root: Parts | None = None,
    ) -> None:
        self._gathering, self._found, self._names = gathering, files, names
        self._known: dict[str, list[tuple[Owner, datetime | None]]] = {}
        self._folders = _children(folders)
        self._files = _children(found.parts for found in files)
        self._root = self._below_wrappers() if root is None else root
        self._roster = gathering.rosters.get(self._root, {})
        around, loose = self._at(self._root)
        self.layout = "gradescope" if self._roster else layout_of([*around, *loose])
        self._whole: Owner | None = None

    def consider(self, name: str, *, is_one_of_many: bool) -> None:
        """Take the place, which is called *name*, for one learner's if it looks like that."""
        around, loose = self._at(self._root)
        if self.layout == "folders" and self._is_one_learner(around, loose, is_one_of_many):
            self._whole = owner(layout_of([name]), name) or Owner("folders", Learner(name))
            self.layout = self._whole.layout

    def owners(self) -> Iterator[Owner]:
        """Yield everybody, also those from whom there is no file."""
        if self._whole:
            yield self._whole
            return
        for folder in dict.fromkeys([*self._roster, *self._at(self._root)[0]]):
            yield from (one for one, _ in self._of_folder(folder))

    def claims(self) -> Iterator[Claim | Passed]:
        """Yield each file with its owner; a group's file once for each of them."""
        told: set[Parts] = set()
        for found in self._found:
            tree = self._tree_of_the_kit(found.parts)
            if not tree:
                yield from self._claimed(found)
            elif tree not in told:
                told.add(tree)
                inside = "/".join(found.parts[len(tree) :])
                whole = found.origin.removesuffix(f"/{inside}")
                yield Passed(whole, "This tree of the kit holds no answers of a learner.")

    def _claimed(self, found: Found) -> Iterator[Claim | Passed]:
        name, depth = found.parts[-1], len(self._root)
        if self._whole:
            yield self._claim(self._whole, found, name, None)
        elif len(found.parts) > depth + 1:
            for one, at in self._of_folder(found.parts[depth]):
                yield self._claim(one, found, name, at)
        elif named := owner(self.layout, name):
            yield self._claim(named, found, named.rest or name, None)
        else:
            why = "It lies beside the learners' folders: nobody's name is on it."
            yield Passed(found.origin, why)

    def _claim(self, one: Owner, found: Found, name: str, at: datetime | None) -> Claim:
        # What Moodle and Canvas put into an archive bears the time of the download.
        when = found.modified if one.layout == "folders" else at
        return Claim(one, name, found.source, found.origin, found.problem, found.modified, when)

    def _of_folder(self, folder: str) -> list[tuple[Owner, datetime | None]]:
        if folder not in self._known:
            self._known[folder] = self._looked_up(folder)
        return self._known[folder]

    def _looked_up(self, folder: str) -> list[tuple[Owner, datetime | None]]:
        if handed := self._roster.get(folder):
            return [(Owner("gradescope", one), handed.submitted_at) for one in handed.learners]
        if one := owner(self.layout, folder):
            return [(one, None)]
        # In an export, this was put there by hand.
        layout = "gradescope" if self.layout == "gradescope" else "folders"
        return [(Owner(layout, Learner(folder)), None)]

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
            within, loose = self._at((*root, folders[0]))
            if loose or not within or any(map(self._names.is_of_the_kit, within)):
                return root
            root = (*root, folders[0])

    def _is_one_learner(self, folders: list[str], files: list[str], is_one_of_many: bool) -> bool:  # noqa: FBT001
        if any(map(self._names.is_of_the_kit, folders)):
            return True
        if not folders:
            return bool(files) or is_one_of_many
        depth, learners = len(self._root), set()
        for found in self._found:
            if len(found.parts) > depth + 1 and self._names.match(found.parts[-1])[0]:
                learners.add(found.parts[depth])
        return len(learners) < 2 and any(self._names.match(name)[0] for name in files)


def _children(paths: Iterable[Parts]) -> dict[Parts, list[str]]:
    """Return what lies in each folder, where *paths* are not deep."""
    children: dict[Parts, list[str]] = {}
    for path in paths:
        if 0 < len(path) <= 5:
            children.setdefault(path[:-1], []).append(path[-1])
    return children
