"""The results of a class: a folder a learner, a file an exercise.

    DIR/results/ada.5e1f02c9aa/first_call.json     one submission, one report
    DIR/damaged/...                                what could not be read, moved aside

A file appears complete or not at all, and is on the disk when `Store.put` returns. These files
are the truth; everything else in DIR is made from them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asynclings.batch.records import Graded, graded_from_json
from asynclings.errors import AsynclingsError
from asynclings.files import replace, settle

#: Names of learners are cut here in names of folders; the hash after it keeps them apart.
MAX_NAME = 40


@dataclass(frozen=True, slots=True)
class Damaged:
    """A result that could not be read.

    Attributes:
        file: Where it was.
        moved_to: Where it is now; None where it was left alone.
        why: One sentence.
    """

    file: Path
    moved_to: Path | None
    why: str

    def __str__(self) -> str:
        """Say it in one line."""
        done = f"moved to {self.moved_to}" if self.moved_to else "left out"
        return f"{self.file} is damaged ({self.why}): {done}."


class Store:
    """The results in *folder*; one process at a time may write there.

    Args:
        folder: What the person calls DIR.
        mends: Whether what is damaged is moved aside; else it stays, and is only noted.

    Attributes:
        folder: As given.
        damaged: What was found damaged so far.
    """

    def __init__(self, folder: Path, *, mends: bool = True) -> None:
        self.folder = folder
        self.damaged: list[Damaged] = []
        self._mends = mends
        self._results = folder / "results"

    def file(self, learner: str, exercise: str) -> Path:
        """Return where the result of *learner*, by id, on *exercise* is, or would be."""
        readable = re.sub(r"[^A-Za-z0-9_-]+", "_", learner)[:MAX_NAME]
        digest = hashlib.sha256(learner.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        return self._results / f"{readable}.{digest}" / f"{exercise}.json"

    def get(self, learner: str, exercise: str) -> Graded | None:
        """Return the result of *learner* on *exercise*; None where there is none to be read."""
        return self.read(self.file(learner, exercise))

    def put(self, graded: Graded) -> Path:
        """Keep *graded* in place of what was there, and return its file.

        Raises:
            AsynclingsError: It cannot be written.
        """
        file = self.file(graded.learner.id, graded.exercise)
        text = json.dumps(graded.to_json())  # indented, it takes five times as long
        try:
            for folder in (self._results, file.parent):
                if not folder.is_dir():
                    folder.mkdir(parents=True)
                    settle(folder.parent)
            replace(file, text + "\n", durable=True)
        except (OSError, UnicodeEncodeError) as error:
            raise AsynclingsError(f"Cannot write {file}: {error}.") from error
        return file

    def files(self) -> Iterator[Path]:
        """Yield the files of all results, learner by learner."""
        with contextlib.suppress(FileNotFoundError):
            for folder in sorted(self._results.iterdir()):
                yield from sorted(folder.glob("[!.]*.json"))

    def __iter__(self) -> Iterator[Graded]:
        """Yield all results, learner by learner, one at a time; damaged ones are moved aside."""
        for file in self.files():
            if graded := self.read(file):
                yield graded

    def sweep(self) -> None:
        """Remove what an interrupted writer left unfinished."""
        for left in self._results.glob("*/.*.json.*"):
            left.unlink(missing_ok=True)

    def read(self, file: Path) -> Graded | None:
        """Return the result in *file*; None where there is none, or one that is damaged."""
        try:
            return self._parsed(file)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise AsynclingsError(f"Cannot read {file}: {error}.") from error
        except Exception as error:  # noqa: BLE001 - whatever the bytes are: they are no result
            self._set_aside(file, str(error) or repr(error))
            return None

    def _parsed(self, file: Path) -> Graded:
        graded = graded_from_json(json.loads(file.read_bytes()))
        if self.file(graded.learner.id, graded.exercise) != file:
            raise AsynclingsError(f"it is {graded.learner.id}'s on {graded.exercise}")
        if [one.slug for one in graded.report.exercises] != [graded.exercise]:
            raise AsynclingsError("its report is not on its exercise")
        return graded

    def _set_aside(self, file: Path, why: str) -> None:
        moved_to = self._moved_aside(file) if self._mends else None
        self.damaged.append(Damaged(file, moved_to, why.partition("\n")[0].rstrip(".")))

    def _moved_aside(self, file: Path) -> Path:
        place = self.folder / "damaged" / file.parent.name
        try:
            place.mkdir(parents=True, exist_ok=True)
            taken = sum(1 for _ in place.glob(f"{file.stem}*"))
            target = place / f"{file.stem}{f'.{taken}' if taken else ''}.json"
            file.replace(target)
        except OSError as error:
            raise AsynclingsError(f"Cannot move the damaged {file} aside: {error}.") from error
        return target
