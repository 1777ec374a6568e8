"""The folder that both rooms see."""

from __future__ import annotations

import tempfile
from pathlib import Path


class SharedFolder:
    """A folder for the files of answers; gone once it is closed.

    Attributes:
        path: Where it lies, in either room.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="asynclings-")
        self.path = Path(self._folder.name)
        # To pass through, for the worker's user; the names inside are not listed.
        self.path.chmod(0o711)

    def new_folder(self) -> Path:
        """Return a new folder in it, which both rooms may write."""
        folder = Path(tempfile.mkdtemp(dir=self.path))
        folder.chmod(0o777)  # the worker may be another user; who else could reach it?
        return folder

    def close(self) -> None:
        """Remove it with all that is in there."""
        self._folder.cleanup()
