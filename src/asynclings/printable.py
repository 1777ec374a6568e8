"""Text that any terminal can show, whatever is in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: Spellings for our own texts where there is nothing but ASCII.
_PLAIN = str.maketrans(
    {
        "…": "...",
        "–": "-",  # noqa: RUF001
        "—": "-",
        "×": "x",  # noqa: RUF001
        "·": "-",
        "≤": "<=",
        "≥": ">=",
        "→": "->",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",  # noqa: RUF001
        "’": "'",  # noqa: RUF001
        "\u00a0": " ",
    }
)

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")

#: Longer runs without a line break are cut: nobody reads them.
MAX_LENGTH = 400


def without_addresses(text: str) -> str:
    """Return *text* without where in memory an object lies: nobody can know that beforehand."""
    return _ADDRESS.sub("", text)


def safe(text: str, *, ascii: bool = False) -> str:  # noqa: A002 - as in `reprlib` and `json`
    r"""Return *text* with everything spelt out that a terminal would obey or cannot show.

    Control characters, text direction and line breaks come out as in a Python literal
    (``\x1b``); so does all that is not ASCII where *ascii* says so.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else _spelt(c) for c in text)
    if ascii and not text.isascii():
        text = text.encode("ascii", "backslashreplace").decode()
    return text


def own(text: str, *, ascii: bool = False) -> str:  # noqa: A002
    """Return *text* of the kit, made `safe`; typography has a spelling in ASCII."""
    return safe(text.translate(_PLAIN) if ascii else text, ascii=ascii)


def cells(text: str) -> int:
    """Return how many columns *text* fills on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def shorten(text: str, width: int, ellipsis: str = "…") -> str:
    """Return *text* in at most *width* columns; what is too much is taken from its middle.

    More than `MAX_LENGTH` characters are always too much.
    """
    if len(text) <= MAX_LENGTH and cells(text) <= width:
        return text
    if width <= cells(ellipsis):
        return _head(text, width)
    width = min(width, MAX_LENGTH)
    room = width - cells(ellipsis)
    tail = _head(text[: -width - 1 : -1], room // 2)[::-1]
    return _head(text[:width], room - cells(tail)) + ellipsis + tail


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Return *text* in at most *width* columns; what is too much is taken from its end.

    For sentences, whose middle is not to be guessed; `shorten` is for names and paths.
    """
    if cells(text) <= width:
        return text
    return _head(text, max(0, width - cells(ellipsis))).rstrip(" ,:;") + ellipsis


def wrap(text: str, width: int) -> list[str]:
    """Return the one line *text* as lines of at most *width* columns, broken at spaces.

    All of them are indented as the first is. A word longer than a line is broken where
    the line ends.
    """
    body = text.lstrip(" ")
    indent = " " * min(len(text) - len(body), width // 2)
    room = max(width - len(indent), 1)
    lines, line = [], ""
    for word in _words(body, room):
        if line and cells(line) + cells(word.rstrip()) > room:
            lines.append(line)
            line = ""
        line += word if line else word.lstrip()
    return [(indent + each).rstrip() for each in ([*lines, line] if line or not lines else lines)]


def _words(text: str, width: int) -> Iterator[str]:
    """Yield *text* in pieces of at most *width* columns, each with the space after it."""
    for word in text.split(" "):
        rest = word
        while cells(rest) > width and len(rest) > 1:
            piece = _head(rest, width) or rest[0]
            yield piece
            rest = rest[len(piece) :]
        yield rest + " "


def _head(text: str, width: int) -> str:
    """Return as much of the beginning of *text* as fits in *width* columns."""
    used = 0
    for index, char in enumerate(text):
        used += _cells(char)
        if used > width:
            return text[:index]
    return text


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _spelt(char: str) -> str:
    return char.encode("unicode_escape").decode()
