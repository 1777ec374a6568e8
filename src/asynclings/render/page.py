"""Sets text in lines that fit, in pieces that know their role."""

from __future__ import annotations

from collections.abc import Iterator

from asynclings.drawing.text import Line, Role
from asynclings.printable import MAX_LENGTH, own, safe, shorten, wrap
from asynclings.report import RuleResult, Verdict

#: Longer lines than this are hard to read, however wide the terminal is.
MAX_WIDTH = 100

#: Columns of the words before each line: ``expected``, ``happened``.
LABEL_WIDTH = 11

#: More lines of a deadlock or a traceback than this are not read.
MAX_DETAIL_LINES = 24

#: What stands before a rule: in Unicode, in ASCII, and its role.
MARKS: dict[Verdict, tuple[str, str, Role]] = {
    "passed": ("✓", "ok", "good"),
    "failed": ("✗", "x ", "bad"),
    "broke a law": ("✗", "x ", "bad"),
    "not attempted": ("·", ". ", "dim"),
    "not reached": ("-", "- ", "dim"),
    "grader error": ("!", "! ", "kit"),
}


class Page:
    """Sets text in lines of at most *width* columns.

    Attributes:
        width: Columns.
        ascii: Whether nothing but ASCII may be used.
    """

    def __init__(self, width: int, *, ascii: bool) -> None:  # noqa: A002 - as in `json`
        self.width = max(20, min(width, MAX_WIDTH))
        self.ascii = ascii

    @property
    def ellipsis(self) -> str:
        """What stands for something left out."""
        return "..." if self.ascii else "…"

    def own(self, text: str) -> str:
        """Return a *text* of the kit in what the terminal can show."""
        return own(text, ascii=self.ascii)

    def safe(self, text: str) -> str:
        """Return any *text*, the answer's too, so that it does no harm."""
        return safe(text, ascii=self.ascii)

    def mark(self, verdict: Verdict) -> tuple[str, Role]:
        """Return what stands before a rule of *verdict*, with its role."""
        pretty, simple, role = MARKS[verdict]
        return (simple if self.ascii else pretty), role

    def marked(self, verdict: Verdict, text: str, indent: int = 0) -> Iterator[Line]:
        """Yield printable *text* behind the mark of *verdict*."""
        mark, role = self.mark(verdict)
        weight: Role = "strong" if verdict in ("failed", "broke a law") else ""
        hanging = indent + len(mark) + 1
        for number, part in enumerate(wrap(text, self.width - hanging)):
            head = " " * hanging if number else " " * indent + mark + " "
            yield [(head, role), (part, weight)]

    def rule(self, rule: RuleResult, indent: int = 0) -> Iterator[Line]:
        """Yield the *rule* in the learner's words behind its mark."""
        return self.marked(rule.verdict, self.own(rule.rule), indent)

    def paragraph(self, text: str, role: Role = "", indent: int = 2) -> Iterator[Line]:
        """Yield one line of printable *text*, broken where it is too long."""
        for part in wrap(text, self.width - indent):
            yield [(" " * indent + part, role)]

    def row(self, label: str, text: str, role: Role = "") -> Iterator[Line]:
        """Yield printable *text* behind its *label*; nothing when it is empty."""
        text = shorten(text, MAX_LENGTH, self.ellipsis)
        for number, part in enumerate(wrap(text, self.width - 2 - LABEL_WIDTH) if text else ()):
            yield [(f"  {'' if number else label:{LABEL_WIDTH}}", "dim"), (part, role)]

    def block(self, text: str) -> Iterator[Line]:
        """Yield the lines of any *text*, the first ones where they are many."""
        lines = text.strip("\n").split("\n")
        for each in lines[:MAX_DETAIL_LINES]:
            line = self.safe(shorten(each, MAX_LENGTH, self.ellipsis).expandtabs(4))
            # What continues a line stands further in than the line.
            for number, part in enumerate(wrap(line, self.width - 6)):
                yield [("      " if number else "    ", ""), (part, "")]
        if len(lines) > MAX_DETAIL_LINES:
            more = len(lines) - MAX_DETAIL_LINES
            yield [(f"    {self.ellipsis} {more} more line{'s' if more > 1 else ''}", "dim")]
