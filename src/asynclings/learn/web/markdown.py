"""Markdown of the kit as HTML that can do no harm, whatever is written in it."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Where the headings of a text begin: the page has its own first and second level.
FIRST_HEADING = 3

#: Larger pictures stay out of the page.
MAX_PICTURE_BYTES = 200_000

_OF_THE_WEB = re.compile(r"https?://", re.IGNORECASE)
_PICTURE = re.compile(r"[\w-]+\.svg")


def markdown(text: str, folder: Path) -> str:
    """Return *text* as HTML; its own HTML is shown as text, its pictures are part of it.

    Args:
        text: CommonMark with tables.
        folder: Where its pictures lie: a drawing in it is embedded, any other is its words.
    """
    parser = _parser()
    tokens = parser.parse(text)
    _tame(tokens, folder)
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _tame(tokens: Sequence[Token], folder: Path) -> None:
    """Let links lead to the web alone, embed pictures, and give headings their level."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + FIRST_HEADING)}"
    for token in tokens:
        _tame_inline(token.children or (), folder)


def _tame_inline(tokens: Sequence[Token], folder: Path) -> None:
    for token in tokens:
        if token.type == "link_open":
            if _OF_THE_WEB.match(str(token.attrs.get("href", ""))):
                token.attrs |= {"rel": "noopener noreferrer", "target": "_blank"}
            else:  # a file beside the text; the page cannot show it
                token.attrs.pop("href", None)
        elif token.type == "image":
            source = _embedded(folder, str(token.attrs.get("src", "")))
            if source:
                token.attrs["src"] = source
            else:
                token.type, token.tag = "text", ""


def _embedded(folder: Path, name: str) -> str:
    """Return the drawing called *name* as an address that holds all of it; else nothing."""
    if not _PICTURE.fullmatch(name):
        return ""
    try:
        drawing = (folder / name).read_bytes()
    except OSError:
        return ""
    if len(drawing) > MAX_PICTURE_BYTES:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing).decode()
