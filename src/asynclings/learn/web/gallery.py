"""What a written page shows of a report: many exercises, of which one is seen at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asynclings.catalog import Exercise
from asynclings.hints import read_hints
from asynclings.learn.shelf import idea_of, solution_of, text_of
from asynclings.learn.state import ChapterRows, Progress, Row, State
from asynclings.learn.web.markdown import markdown
from asynclings.learn.web.view import view
from asynclings.report import ExerciseResult, Report


def gallery(
    exercises: Sequence[Exercise], report: Report, root: Path
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the views of *exercises*, and the chapters from which one is chosen.

    A page may be handed on: it names no folder of the machine on which it was written.

    Args:
        exercises: Those that were graded.
        report: On them.
        root: The kit's folder.
    """
    results = {result.slug: result for result in report.exercises}
    graded = [exercise for exercise in exercises if exercise.slug in results]
    data = _without_folders(report.to_json()["exercises"], root)
    written = {one["slug"]: one for one in data}
    chapters = _chapters(graded, results)
    states = [_state(one, chapters, results[one.slug], written[one.slug]) for one in graded]
    views = [_view(one, state) for one, state in zip(graded, states, strict=True)]
    ideas = {
        one.chapter.slug: shown.pop("idea_html") for one, shown in zip(graded, views, strict=True)
    }
    shared = [
        chapter | {"idea_html": ideas[chapter["slug"]]}
        for chapter in states[0].to_json()["chapters"]
    ]
    return views, shared


def _chapters(
    exercises: Sequence[Exercise], results: dict[str, ExerciseResult]
) -> tuple[ChapterRows, ...]:
    chapters = dict.fromkeys(exercise.chapter for exercise in exercises)
    return tuple(
        ChapterRows(
            chapter.slug,
            chapter.number,
            chapter.title,
            tuple(_row(one, results[one.slug]) for one in exercises if one.chapter == chapter),
        )
        for chapter in chapters
    )


def _row(exercise: Exercise, result: ExerciseResult) -> Row:
    known: dict[str, Progress] = {"passed": "done", "not attempted": "open"}
    return Row(
        exercise.slug,
        exercise.number,
        exercise.title,
        stretch=exercise.is_stretch,
        progress=known.get(result.verdict, "tried"),
        points=result.points,
        max_points=result.max_points,
    )


def _state(
    exercise: Exercise,
    chapters: tuple[ChapterRows, ...],
    result: ExerciseResult,
    written: dict[str, Any],
) -> State:
    return State(
        chapters=chapters,
        current=exercise.slug,
        path=str(exercise.stub),
        text=text_of(exercise),
        idea=idea_of(exercise.chapter),
        solution=solution_of(exercise) if result.verdict == "passed" else "",
        report={"exercises": [written]},
    )


def _view(exercise: Exercise, state: State) -> dict[str, Any]:
    shown = view(state)
    shown |= {"path": f"exercises/{exercise.stem.as_posix()}.py", "edit_url": "", "chapters": []}
    shown["more_hints_html"] = [
        markdown(hint, exercise.hints.parent) for hint in read_hints(exercise)
    ]
    return shown


def _without_folders(value: Any, root: Path) -> Any:
    """Return *value* with each place in a file as seen from *root*, or by its name alone."""
    if isinstance(value, list):
        return [_without_folders(one, root) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _seen_from(one, root)
        if key in ("where", "path") and isinstance(one, str)
        else _without_folders(one, root)
        for key, one in value.items()
    }


def _seen_from(place: str, root: Path) -> str:
    path = Path(place)
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return path.name if path.is_absolute() else place
