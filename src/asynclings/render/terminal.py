"""Shows a report on a terminal, with rich for the colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from asynclings.drawing.text import Linked, plain
from asynclings.render.overview import report_lines
from asynclings.render.page import Page

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from asynclings.drawing.text import Line, Role
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
    write(
        lambda page: report_lines(report, page, next_command=next_command, verbose=verbose), console
    )


def write(lines: Callable[[Page], Iterable[Line]], console: Console | None = None) -> None:
    """Write what *lines* makes for a page that fits *console*; standard output when None.

    Raises:
        BrokenPipeError: Nobody reads standard output any longer.
    """
    console = console or _standard_output()
    page = Page(console.width, ascii=console.options.ascii_only)
    console.print(inked(lines(page)), end="", soft_wrap=True, highlight=False)


def inked(lines: Iterable[Line]) -> Text:
    """Return *lines* in colours, each with its line break."""
    from rich.style import Style
    from rich.text import Text

    text = Text()
    for line in lines:
        length = len(plain(line))  # no space at the end: it would wrap at the terminal's edge
        for piece, role in line:
            style = Style.parse(STYLES[role])
            if isinstance(piece, Linked):
                style += Style(link=piece.url)
            text.append(piece[:length], style)
            length = max(0, length - len(piece))
        text.append("\n")
    return text


def _standard_output() -> Console:
    from rich.console import Console

    class StandardOutput(Console):
        """Leaves it to the caller what to do when nobody reads any longer."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return StandardOutput()
