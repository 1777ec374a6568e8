"""The whole report: a list of exercises, what failed, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from asynclings.drawing.text import Line, Role
from asynclings.printable import cells, cut
from asynclings.render.exercise import FAILED, exercise_lines
from asynclings.render.page import Page
from asynclings.report import ExerciseResult, Report, Verdict

#: A title in the list of exercises that has less room than this says nothing.
MIN_TITLE_WIDTH = 12


def report_lines(
    report: Report, page: Page, *, next_command: str = "", verbose: bool = False
) -> Iterator[Line]:
    """Yield *report*, set on *page*.

    Args:
        report: Any report.
        page: Sets the lines.
        next_command: What to type next; ``{slug}`` stands for the exercise that is next.
        verbose: Whether every rule and every failure is shown in full.
    """
    if not report.exercises:
        yield from page.paragraph("Nothing was graded.", indent=0)
        return
    alone = len(report.exercises) == 1
    if not alone:
        yield from _list(report.exercises, page)
        yield []
    for exercise in report.exercises:
        if alone or verbose or _needs_words(exercise):
            yield from exercise_lines(exercise, page, verbose=verbose)
            yield []
    yield from _one(report.exercises[0], page) if alone else _all(report, page)
    yield from _next(report, page, next_command)
    yield from _footer(report, page, verbose=verbose)


def _needs_words(exercise: ExerciseResult) -> bool:
    return bool(exercise.reason) or any(rule.verdict in FAILED for rule in exercise.rules)


def _list(exercises: Sequence[ExerciseResult], page: Page) -> Iterator[Line]:
    slug_width = max((len(each.slug) for each in exercises), default=0)
    state_width = max((len(_state(each)) for each in exercises), default=0)
    room = page.width - slug_width - state_width - len("  * ") - 2 * len("  ")
    if page.ascii:
        room -= 1  # its marks have two characters
    title_width = room if room >= MIN_TITLE_WIDTH else 0
    for chapter, members in groupby(exercises, key=lambda each: each.chapter):
        yield [(chapter, "strong")]
        for exercise in members:
            mark, role = page.mark(exercise.verdict)
            line: Line = [(f"  {mark} ", role), (exercise.slug.ljust(slug_width), "")]
            if title_width:
                title = cut(page.own(exercise.title), title_width, page.ellipsis)
                line.append(("  " + title + " " * (title_width - cells(title)), "dim"))
            yield [*line, (f"  {_state(exercise)}", role)]


def _state(exercise: ExerciseResult) -> str:
    """Return in two or three words how far an exercise is."""
    if exercise.reason:
        return "cannot run"
    if exercise.verdict in ("passed", "not attempted", "not reached"):
        return exercise.verdict
    return "kit error" if exercise.verdict == "grader error" else _count(exercise)


def _count(exercise: ExerciseResult) -> str:
    passed = sum(rule.verdict == "passed" for rule in exercise.rules)
    return f"{passed} of {len(exercise.rules)} rules"


def _all(report: Report, page: Page) -> Iterator[Line]:
    done = sum(exercise.verdict == "passed" for exercise in report.exercises)
    following = _following(report)
    text = f"{done} of {len(report.exercises)} done"
    text += f", next: {following.slug}" if following else "."
    yield from page.paragraph(text, "strong" if following else "good", indent=0)


def _one(exercise: ExerciseResult, page: Page) -> Iterator[Line]:
    if exercise.reason:
        return
    text: tuple[str, Role] = (f"{_count(exercise)} hold.", "strong")
    if exercise.verdict == "passed":
        text = (f"{exercise.slug} is done: {_count(exercise)} hold.", "good")
    elif exercise.verdict == "not attempted":
        text = ("Not attempted yet.", "strong")
    elif exercise.verdict == "grader error":
        unjudged = sum(rule.verdict == "grader error" for rule in exercise.rules)
        text = (f"{_count(exercise)} hold, {unjudged} could not be judged.", "strong")
    yield from page.paragraph(*text, indent=0)


def _following(report: Report) -> ExerciseResult | None:
    """Return the first exercise in which there is something left to do for the learner."""
    return next((each for each in report.exercises if _is_open(each)), None)


def _is_open(exercise: ExerciseResult) -> bool:
    settled: tuple[Verdict, ...] = ("passed", "grader error")
    return bool(exercise.reason) or any(r.verdict not in settled for r in exercise.rules)


def _next(report: Report, page: Page, command: str) -> Iterator[Line]:
    """Yield which file to edit, and what to type then; both whole, so that they can be copied."""
    following = _following(report)
    if following:
        yield [("Edit  ", "dim"), (page.safe(following.path), "note")]
        command = command.replace("{slug}", following.slug)
    if command and "{slug}" not in command:
        yield [("Run   ", "dim"), (page.safe(command), "note")]


def _footer(report: Report, page: Page, *, verbose: bool) -> Iterator[Line]:
    """Yield how to see this run again, where there was something to see."""
    rules = [rule for exercise in report.exercises for rule in exercise.rules]
    if verbose:
        versions = f"asynclings {report.kit}, Python {report.python}"
        text = f"{versions}, {report.isolation}, seed {report.seed}"
        yield from page.paragraph(text, "dim", indent=0)
    elif any(rule.verdict in FAILED for rule in rules):
        yield from page.paragraph(f"The same run again: --seed {report.seed}", "dim", indent=0)
