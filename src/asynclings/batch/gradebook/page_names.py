"""Names for learners' pages: on every file system, never the same, not to be guessed."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from collections.abc import Container
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
        self._key = _read(self._notes) or secrets.token_hex(32)

    def keep_key(self) -> None:
        """Write down what names are drawn from, before the first page has one."""
        replace(self._notes, json.dumps({"key": self._key}) + "\n")

    def of(self, id_: str) -> str:
        """Return the file name for the learner *id_*.

        What is readable of it is for the teacher; the rest, drawn from a secret of the
        folder, keeps two learners apart, and one from finding the page of another.
        """
        letters = unicodedata.normalize("NFKD", id_).encode("ascii", "ignore").decode().lower()
        readable = re.sub(r"[^a-z0-9]+", "-", letters)[:_READABLE].strip("-") or "learner"
        return f"{readable}-{self._drawn('name', id_)[:_SECRET]}.html"

    def signed(self, text: str) -> str:
        """Return the page *text* with a last line by which the kit knows it again."""
        return f"{text}<!-- asynclings {self._drawn('page', text)} -->\n"

    def remove_stale(self, pages: Container[str]) -> None:
        """Remove the pages that are none of *pages*, where the kit wrote them.

        What somebody else wrote, or has changed since, stays.
        """
        for file in self.folder.glob("*.html"):
            if file.name not in pages and self._is_ours(file):
                file.unlink(missing_ok=True)

    def _is_ours(self, file: Path) -> bool:
        try:
            text, _, last = file.read_bytes().decode("utf-8").rpartition("<!-- ")
        except (OSError, UnicodeDecodeError):
            return False
        return f"{text}<!-- {last}" == self.signed(text)

    def _drawn(self, purpose: str, text: str) -> str:
        data = f"{purpose}:{text}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key.encode(), data, hashlib.sha256).hexdigest()


def _read(notes: Path) -> str:
    """Return the secret in *notes*; empty when they are missing or damaged."""
    try:
        said = json.loads(notes.read_text("utf-8"))
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise AsynclingsError(f"Cannot read {notes}: {error}.") from error
    except ValueError:
        return ""
    return str(said.get("key") or "") if isinstance(said, dict) else ""
