"""A kit of two exercises, and a desk on which learners put what they hand in."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from asynclings import catalog
from asynclings.batch.intake import read

ANSWER = b"async def sail():\n    return 'away'\n"
STUB = b'"""Set sail."""\n\n\nasync def sail():\n    raise NotImplementedError\n'


class Desk:
    """A folder that a class hands in, with the exercises `set_sail` and `drop_anchor`.

    Attributes:
        folder: Where it is.
        kit: Whose exercises are answered.
    """

    answer, stub = ANSWER, STUB

    def __init__(self, folder, kit):
        self.folder, self.kit = folder, kit

    def put(self, path, content=ANSWER):
        """Write *content* to *path* in the folder; return where that is."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return file

    def read(self, *places, **options):
        """Read *places* in the folder; the folder itself without them."""
        return read([self.folder / place for place in places or [""]], self.kit, **options)

    def zip(self, *members, **options):
        """Return the bytes of a zip with *members*: names, or pairs of a name and content."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as archive:
            for name, content in map(self._pair, members):
                archive.writestr(name, content)
        return stream.getvalue()

    def tar(self, *members, mode="w:gz"):
        """Return the bytes of a tar with *members*: names or headers, or pairs with content."""
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode=mode) as archive:
            for member, content in map(self._pair, members):
                info = tarfile.TarInfo(member) if isinstance(member, str) else member
                info.size = info.size or (len(content) if info.isreg() else 0)
                info.mtime = info.mtime or 1_700_000_000
                archive.addfile(info, io.BytesIO(content))
        return stream.getvalue()

    def taken(self, intake):
        """Return who answers what, as ``learner: exercise``."""
        return [f"{one.learner.id}: {one.exercise}" for one in intake.submissions]

    def ignored(self, intake):
        """Return why each file was ignored, by its origin in the folder."""
        return {
            one.origin.removeprefix(f"{self.folder.as_posix()}/"): one.why for one in intake.ignored
        }

    def _pair(self, member):
        return member if isinstance(member, tuple) else (member, self.answer)


@pytest.fixture(scope="session")
def boats(tmp_path_factory):
    """Return a kit with the exercises `set_sail` and `drop_anchor`."""
    root: Path = tmp_path_factory.mktemp("kit")
    for tree in ("exercises", "solutions", "graders"):
        (root / tree / "02_boats").mkdir(parents=True)
    for stem in ("01_set_sail", "02_drop_anchor"):
        (root / f"exercises/02_boats/{stem}.py").write_bytes(STUB)
        (root / f"solutions/02_boats/{stem}.py").write_bytes(ANSWER)
        (root / f"graders/02_boats/test_{stem}.py").write_text("")
    return catalog.load(root)


@pytest.fixture
def desk(tmp_path, boats):
    """Return an empty desk."""
    folder = tmp_path / "class"
    folder.mkdir()
    return Desk(folder, boats)
