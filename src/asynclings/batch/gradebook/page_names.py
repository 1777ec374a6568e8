"""Names for learners' pages: on every file system, never the same, not to be guessed."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from pathlib import Path

from asynclings.errors import AsynclingsError
from asynclings.files import replace

#: Beside the gradebook, not among the pages: who can list those must not be able to read it.
NOTES = ".gradebook.json"

#: Characters of a name that stand in the file's name, and those that nobody can guess.
_READABLE, _SECRET = 32, 16


class PageNames:
    """Names the page of each learner; the same name as last time in the same folder.

    Attributes:
        folder: Where the pages lie.
    """

    def __init__(self, out: Path) -> None:
        self.folder = out / "learners"
        self._notes = out / NOTES
        said = _read(self._notes)
        self._key = str(said.get("key") or secrets.token_hex(32))
        pages = said.get("pages")
        self._before: dict[str, str] = pages if isinstance(pages, dict) else {}

    def of(self, id_: str) -> str:
        """Return the file name for the learner *id_*.

        What is readable of it is for the teacher; the rest, drawn from a secret of the
        folder, keeps two learners apart, and one from finding the page of another.
        """
        letters = unicodedata.normalize("NFKD", id_).encode("ascii", "ignore").decode().lower()
        readable = re.sub(r"[^a-z0-9]+", "-", letters)[:_READABLE].strip("-") or "learner"
        data = id_.encode("utf-8", "surrogatepass")
        secret = hmac.new(self._key.encode(), data, hashlib.sha256).hexdigest()
        return f"{readable}-{secret[:_SECRET]}.html"

    def note(self, pages: dict[str, str]) -> None:
        """Note which *pages*, with the hash of each, are there now, and remove the stale ones.

        A page that somebody else wrote, or has changed since, stays.
        """
        for name, digest in self._before.items():
            stale = self.folder / Path(name).name
            if name not in pages and _digest(stale) == digest:
                stale.unlink(missing_ok=True)
        self._write(pages)

    def keep_key(self) -> None:
        """Write down what names are drawn from, before the first page has one."""
        self._write(self._before)

    def _write(self, pages: dict[str, str]) -> None:
        text = json.dumps({"key": self._key, "pages": pages}, indent=0, sort_keys=True)
        replace(self._notes, text + "\n")


def _read(notes: Path) -> dict[str, object]:
    """Return what *notes* say; nothing when they are missing or damaged."""
    try:
        said = json.loads(notes.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise AsynclingsError(f"Cannot read {notes}: {error}.") from error
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _digest(file: Path) -> str:
    """Return the hash of *file*; empty when it cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
