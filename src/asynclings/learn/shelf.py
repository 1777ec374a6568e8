"""What can be read about the exercises: the list of all, one exercise's texts, its solution."""

from __future__ import annotations

import ast
from functools import cached_property
from pathlib import Path

from asynclings.backups import can_undo
from asynclings.catalog import Catalog
from asynclings.exercise import Chapter, Exercise
from asynclings.hints import read_hints
from asynclings.learn.state import ChapterRows, Progress, Row, State
from asynclings.progress import Entry


class Shelf:
    """Reads the kit once; progress comes and goes."""

    def __init__(self, kit: Catalog) -> None:
        self.kit = kit

    def rows(self, progress: dict[str, Entry]) -> tuple[ChapterRows, ...]:
        """Return the list of all exercises with *progress*."""
        return tuple(
            ChapterRows(
                chapter.slug,
                chapter.number,
                self._titles[chapter.slug],
                tuple(
                    self._row(exercise, progress.get(exercise.slug, Entry()))
                    for exercise in self.kit.exercises
                    if exercise.chapter == chapter
                ),
            )
            for chapter in self.kit.chapters
        )

    def open_after(self, slug: str, progress: dict[str, Entry]) -> Exercise | None:
        """Return what comes next: the first that is not done, those that may be left out last.

        Args:
            slug: Looks only behind this one; empty to look everywhere.
            progress: How far the learner is.
        """
        exercises = list(self.kit.exercises)
        if slug:
            at = next((n for n, one in enumerate(exercises) if one.slug == slug), -1)
            exercises = exercises[at + 1 :]
        left = [one for one in exercises if not progress.get(one.slug, Entry()).done]
        core = [one for one in left if not one.is_stretch]
        return next(iter(core or left), None)

    def beginning(self, last: str, progress: dict[str, Entry]) -> str:
        """Return the slug to begin with: the *last* one unless that is done, else what is next."""
        known = {one.slug for one in self.kit.exercises}
        if last in known and not progress.get(last, Entry()).done:
            return last
        following = self.open_after("", progress)
        return following.slug if following else self.kit.exercises[0].slug

    def document(self, exercise: Exercise, progress: dict[str, Entry]) -> State:
        """Return the state in which *exercise* was not graded yet."""
        hints, left = hints_of(exercise, progress.get(exercise.slug, Entry()).hints)
        return State(
            chapters=self.rows(progress),
            current=exercise.slug,
            path=str(exercise.stub),
            text=text_of(exercise),
            idea=idea_of(exercise.chapter),
            hints=hints,
            hints_left=left,
            can_undo=can_undo(exercise, self.kit.root),
        )

    def _row(self, exercise: Exercise, entry: Entry) -> Row:
        progress: Progress = "done" if entry.done else "tried" if entry.attempts else "open"
        title, stretch = self._of[exercise.slug]
        return Row(
            slug=exercise.slug,
            number=exercise.number,
            title=title,
            stretch=stretch,
            progress=progress,
            hints_used=entry.hints,
            attempts=entry.attempts,
            points=entry.last.points if entry.last else 0.0,
            max_points=entry.last.max_points if entry.last else 0.0,
        )

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {chapter.slug: chapter.title for chapter in self.kit.chapters}

    @cached_property
    def _of(self) -> dict[str, tuple[str, bool]]:
        return {one.slug: (_title(one), one.is_stretch) for one in self.kit.exercises}


def _title(exercise: Exercise) -> str:
    """Return the title as shipped: the first line of the solution is not the learner's."""
    try:
        documentation = ast.get_docstring(ast.parse(solution_of(exercise)))
    except (SyntaxError, ValueError):
        documentation = ""
    return (documentation or "").partition("\n")[0] or exercise.title


def text_of(exercise: Exercise) -> str:
    """Return what *exercise* asks: its docstring, then each promise with its header.

    Where the learner has removed that, or the file does not parse, the solution has it, too.
    """
    for file in (exercise.stub, exercise.solution):
        try:
            tree = ast.parse(file.read_text("utf-8"))
        except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        parts = [ast.get_docstring(tree), *_promises(tree.body)]
        if parts[0] and len(parts) > 1:
            return "\n\n".join(part for part in parts if part)
    return ""


def idea_of(chapter: Chapter) -> str:
    """Return the page of *chapter* as Markdown; empty when it has none."""
    return _text(chapter.path / "README.md")


def solution_of(exercise: Exercise) -> str:
    """Return the source of the reference solution; empty when there is none."""
    return _text(exercise.solution)


def hints_of(exercise: Exercise, shown: int) -> tuple[tuple[str, ...], int]:
    """Return the first *shown* hints of *exercise*, and how many more there are."""
    hints = read_hints(exercise)
    return hints[:shown], max(0, len(hints) - shown)


def remark_on(stub: Path) -> str:
    """Return what is to be said of a *stub* that is no plain file; empty when it is one."""
    if stub.is_symlink():
        return f"It is a link to {stub.readlink()}: a save is seen here only after `g`."
    if not stub.exists():
        return "The file is gone. r (reset) puts it back as it was."
    return ""


def _promises(body: list[ast.stmt], indent: str = "") -> list[str]:
    """Return the header and the docstring of each public definition in *body*."""
    found = []
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            documentation = ast.get_docstring(node)
            if documentation and not node.name.startswith("_"):
                lines = [
                    _header(node),
                    *(f"    {line}".rstrip() for line in documentation.split("\n")),
                ]
                found.append("\n".join(f"{indent}{line}".rstrip() for line in lines))
            if isinstance(node, ast.ClassDef):
                found += _promises(node.body, indent + "    ")
    return found


def _header(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Return the line that begins *node*, without its body."""
    bare = type(node)(**{**vars(node), "body": [ast.Pass()], "decorator_list": []})
    return ast.unparse(ast.fix_missing_locations(bare)).removesuffix("pass").rstrip()


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
