"""What is printed in a room."""

from __future__ import annotations

import fcntl
import os
import tempfile


class Output:
    """A file that takes what is printed until somebody reads it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - see `close`

    def fileno(self) -> int:
        """Return the number of the open file, for a process that prints into it."""
        return self._file.fileno()

    def take(self, most: int) -> str:
        """Return the first *most* bytes that were printed; forget all."""
        text = os.pread(self.fileno(), most, 0).decode(errors="replace")
        # Whoever prints could have changed how the file is written.
        fcntl.fcntl(self.fileno(), fcntl.F_SETFL, os.O_APPEND)
        os.ftruncate(self.fileno(), 0)
        return text

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
