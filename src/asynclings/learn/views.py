"""What the screen shows of a state: lines in pieces that know their role, nothing of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from asynclings.drawing import draw_lines, picture
from asynclings.drawing.text import Line, Linked
from asynclings.learn.rows import list_lines
from asynclings.learn.state import State
from asynclings.learn.texts import code_lines, idea_in_short, markdown_lines
from asynclings.learn.verdict import verdict_lines
from asynclings.printable import cells, cut
from asynclings.render.page import Page
from asynclings.report import RuleResult, report_from_json

ViewName = Literal["exercise", "list", "timeline", "solution", "chapter", "help"]

#: More lanes than anybody has; a drawing in full leaves nothing out.
ALL_LANES = 1000

#: What each key does, in the order in which it is explained; the short word is for the last line.
KEYS = (
    ("n", "next", "go to the next exercise; it never goes by itself"),
    ("p", "previous", "go to the one before"),
    ("h", "hint", "show one more hint, each giving away more"),
    ("o", "open", "open the file in $VISUAL, $EDITOR or VS Code"),
    ("l", "list", "list all exercises; Enter goes to the chosen one"),
    ("t", "timeline", "show the timeline of every rule, whole"),
    ("c", "chapter", "show the chapter's page"),
    ("s", "solution", "show the solution: once it is done, or when asked twice"),
    ("r", "reset", "make the file as it was; yours is kept"),
    ("u", "undo", "take a reset back"),
    ("g", "grade", "grade again"),
    ("?", "help", "show this"),
    ("q", "quit", "end; everything is kept"),
)


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the state is looked at.

    Attributes:
        name: Which.
        chosen: In the list: the slug at which the cursor is.
    """

    name: ViewName = "exercise"
    chosen: str = ""


def head_lines(state: State, page: Page, *, slow: bool = False) -> Iterator[Line]:
    """Yield what stays at the top: which exercise this is, how far one is, what is to be said.

    Args:
        state: What is to be seen.
        page: Sets the lines.
        slow: Whether the grading that runs takes so long that it is worth a word.
    """
    rows = [row for chapter in state.chapters for row in chapter.exercises]
    row = next(row for row in rows if row.slug == state.current)
    done = f"{sum(one.progress == 'done' for one in rows)} of {len(rows)} done"
    name = f"{row.number} {row.slug}"
    if slow:
        done = f"grading {page.ellipsis}"
    gap = page.width - cells(name) - len(done)
    if gap < 2:
        done = done.replace(" of ", "/").removesuffix(" done")
        gap = page.width - cells(name) - len(done)
    yield [(cut(name, page.width, page.ellipsis), "strong"), (" " * max(0, gap) + done, "dim")]
    yield [(("-" if page.ascii else "─") * page.width, "dim")]
    for line in state.message.split("\n") if state.message else ():
        yield from page.paragraph(page.safe(line), "alarm", 0)


def body_lines(state: State, view: View, page: Page) -> list[Line]:
    """Return what can be scrolled: the part of *state* that *view* looks at, set on *page*."""
    views: dict[ViewName, Callable[[], Iterator[Line]]] = {
        "exercise": lambda: _exercise(state, page),
        "list": lambda: list_lines(state.chapters, page, view.chosen or state.current),
        "timeline": lambda: _timeline(state, page),
        "solution": lambda: code_lines(state.solution or "(not to be seen yet)", page),
        "chapter": lambda: markdown_lines(state.idea, page),
        "help": lambda: _help(page),
    }
    return list(views[view.name]())


def keys_lines(page: Page, view: View) -> Iterator[Line]:
    """Yield the keys, as many as fit into two lines."""
    if view.name != "exercise":
        scroll = "Enter go  " if view.name == "list" else ""
        yield [(f"{scroll}Esc back  q quit", "dim")]
        return
    line = ""
    for key, word, _ in (KEYS[-2], *KEYS[:-2], KEYS[-1]):
        piece = f"{key} {word}"
        if len(line) + 2 + len(piece) > page.width:
            break
        line += f"  {piece}" if line else piece
    yield [(line, "dim")]


def _exercise(state: State, page: Page) -> Iterator[Line]:
    yield from _where(state, page)
    yield []
    result = report_from_json(state.report).exercises[0] if state.report else None
    if result is None or result.verdict == "not attempted":
        yield from _task(state, page)
    else:
        yield from verdict_lines(result, page, hint=bool(state.hints_left and not state.hints))
    if state.hints:
        for number, hint in enumerate(state.hints, 1):
            yield []
            yield [(f"Hint {number} of {len(state.hints) + state.hints_left}", "strong")]
            yield from markdown_lines(hint, page)
    if result is not None and result.verdict not in ("not attempted", "passed"):
        yield []
        yield from _task(state, page)


def _where(state: State, page: Page) -> Iterator[Line]:
    """Yield the file to be edited, as a link."""
    path = Path(state.path)
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    text, url = page.safe(str(shown)), path.as_uri()
    room = page.width - len("Edit  ")
    for start in range(0, max(1, len(text)), room):
        head = "Edit  " if start == 0 else " " * len("Edit  ")
        yield [(head, "dim"), (Linked(text[start : start + room], url), "note")]


def _task(state: State, page: Page) -> Iterator[Line]:
    """Yield what is asked, after the idea of the chapter in short."""
    yield from markdown_lines(state.text.partition("\n\n")[0], page, 0)
    if idea := idea_in_short(state.idea):
        yield []
        yield [("The idea", "strong"), ("  c shows the whole page", "dim")]
        yield from markdown_lines(idea, page)
    if rest := state.text.partition("\n\n")[2]:
        yield []
        yield [("The task", "strong")]
        yield from code_lines(rest, page)
        yield []
        yield from page.paragraph("Save the file, and it is graded. ? explains the keys.", "dim", 0)


def _timeline(state: State, page: Page) -> Iterator[Line]:
    """Yield the drawing of every rule, with all its lanes."""
    rules = report_from_json(state.report).exercises[0].rules if state.report else ()
    drawn = [rule for rule in rules if rule.expected or rule.timeline]
    if not drawn:
        yield from page.paragraph("Nothing was seen yet that could be drawn.", "dim", 0)
    for number, rule in enumerate(drawn):
        if number:
            yield []
        yield from page.rule(rule)
        yield from timeline_of(rule, page)


def timeline_of(rule: RuleResult, page: Page) -> Iterator[Line]:
    """Yield the drawing of *rule* with all its lanes."""
    shown = picture(rule.expected, rule.timeline, ALL_LANES, until=rule.virtual_seconds)
    for line in draw_lines(shown, page.width - 2, ascii=page.ascii):
        yield [("  ", ""), *line]


def _help(page: Page) -> Iterator[Line]:
    yield from page.paragraph("Save the file, and it is graded.", "strong", 0)
    yield []
    for key, _, what in KEYS:
        for number, line in enumerate(page.paragraph(what, indent=6)):
            yield [(f"  {key}   ", "note"), (line[0][0][6:], "")] if number == 0 else line
    yield []
    scroll = "Space, Page Down, j and the arrows scroll; b, Page Up and k go back; Esc leaves."
    yield from page.paragraph(scroll, "dim", 0)
