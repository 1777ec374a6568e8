"""Shows a report on a terminal, with rich for the colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asynclings.drawing.text import plain
from asynclings.render.overview import report_lines
from asynclings.render.page import Page

if TYPE_CHECKING:
    from rich.console import Console

    from asynclings.drawing.text import Role
    from asynclings.report import Report

#: Colours of the terminal's own sixteen, which its owner has made readable.
STYLES: dict[Role, str] = {
    "": "",
    "strong": "bold",
    "dim": "dim",
    "good": "green",
    "bad": "red",
    "alarm": "bold red",
    "note": "cyan",
    "kit": "magenta",
}

#: What to type next, unless the caller knows better.
NEXT_COMMAND = "nox -s grade -- {slug}"


def show(
    report: Report,
    console: Console | None = None,
    *,
    next_command: str = NEXT_COMMAND,
    verbose: bool = False,
) -> None:
    """Write *report* to *console*: in colours, without, or in ASCII, as it can.

    Args:
        report: Any report.
        console: Where to; standard output when None.
        next_command: What to type next; ``{slug}`` stands for the exercise that is next.
        verbose: Whether every rule and every failure is shown in full.

    Raises:
        BrokenPipeError: Nobody reads standard output any longer.
    """
    from rich.text import Text

    console = console or _standard_output()
    page = Page(console.width, ascii=console.options.ascii_only)
    text = Text()
    for line in report_lines(report, page, next_command=next_command, verbose=verbose):
        length = len(plain(line))  # no space at the end: it would wrap at the terminal's edge
        for piece, role in line:
            text.append(piece[:length], STYLES[role])
            length = max(0, length - len(piece))
        text.append("\n")
    console.print(text, end="", soft_wrap=True, highlight=False)


def _standard_output() -> Console:
    from rich.console import Console

    class StandardOutput(Console):
        """Leaves it to the caller what to do when nobody reads any longer."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return StandardOutput()
