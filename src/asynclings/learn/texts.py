"""Texts of the kit, which are Markdown, set in lines that fit on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclings.drawing.text import Line
from asynclings.printable import wrap
from asynclings.render.page import Page

#: A link, of which a terminal shows the words, then the address.
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_PLAIN_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
_ITEM = re.compile(r"(?P<head>(?:[-*]|\d+\.) +)(?P<rest>.*)", re.DOTALL)


def markdown_lines(text: str, page: Page, indent: int = 2) -> Iterator[Line]:
    """Yield Markdown *text*: paragraphs are broken, code and tables are left as they are."""
    blocks = list(_blocks(text))
    for number, (kind, block) in enumerate(blocks):
        if number:
            yield []
        if kind == "code":
            yield from code_lines(block, page, indent + 2)
        elif kind == "heading":
            yield from page.paragraph(page.own(block), "strong", indent)
        else:
            yield from _paragraph(block, page, indent)


def code_lines(text: str, page: Page, indent: int = 2) -> Iterator[Line]:
    """Yield *text* line by line, each broken only where it does not fit."""
    for line in text.split("\n"):
        shown = page.safe(line.expandtabs(4))
        for part in wrap(shown, page.width - indent) if shown.strip() else [""]:
            yield [(" " * indent + part, "")] if part else []


def idea_in_short(text: str) -> str:
    """Return the first paragraph of a chapter's page: what it is about."""
    for kind, block in _blocks(text):
        if kind == "text":
            return block
    return ""


def _paragraph(block: str, page: Page, indent: int) -> Iterator[Line]:
    """Yield a paragraph or an item of a list, whose lines hang."""
    text = _PLAIN_LINK.sub(r"\1", _LINK.sub(r"\1 (\2)", block))
    text = page.own(" ".join(text.split()).replace("**", ""))
    item = _ITEM.fullmatch(text)
    head, rest = (item["head"], item["rest"]) if item else ("", text)
    for number, part in enumerate(wrap(rest, page.width - indent - len(head))):
        yield [(" " * indent + (" " * len(head) if number else head) + part, "")]


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield *text* in blocks: ``code``, ``heading`` or ``text``."""
    for part in re.split(r"(^```.*?^```[ \t]*$)", text, flags=re.MULTILINE | re.DOTALL):
        if part.startswith("```"):
            yield "code", "\n".join(part.split("\n")[1:-1])
            continue
        for block in re.split(r"\n[ \t]*\n", part.strip("\n")):
            yield from _kinds(block)


def _kinds(block: str) -> Iterator[tuple[str, str]]:
    if not block.strip():
        return
    if block.startswith("#"):
        heading, _, rest = block.partition("\n")
        yield "heading", heading.lstrip("# ")
        yield from _kinds(rest)
    elif block.startswith(("    ", "|")):
        yield "code", "\n".join(line.removeprefix("    ") for line in block.split("\n"))
    else:
        for item in re.split(r"\n(?=(?:[-*]|\d+\.) )", block):
            yield "text", item
