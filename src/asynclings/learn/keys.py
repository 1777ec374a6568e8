"""What a terminal sends when a key is pressed, as the key's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What terminals send for keys without a character of their own.
SEQUENCES = {
    "\x1b[A": "up",
    "\x1bOA": "up",
    "\x1b[B": "down",
    "\x1bOB": "down",
    "\x1b[5~": "page up",
    "\x1b[6~": "page down",
    "\x1b[H": "home",
    "\x1bOH": "home",
    "\x1b[1~": "home",
    "\x1b[F": "end",
    "\x1bOF": "end",
    "\x1b[4~": "end",
    "\x1b": "escape",
    "\r": "enter",
    "\n": "enter",
    " ": "page down",
    "j": "down",
    "k": "up",
    "b": "page up",
    "G": "end",
    "\x0c": "redraw",
    "\x04": "q",
}

_PIECE = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1bO.|.", re.DOTALL)


def keys(sent: str) -> Iterator[str]:
    """Yield the names of the keys that were pressed when *sent* came in.

    A key that has a character is called by it; one that is not known is left out.
    """
    for piece in _PIECE.findall(sent):
        if piece in SEQUENCES:
            yield SEQUENCES[piece]
        elif len(piece) == 1 and piece.isprintable():
            yield piece
