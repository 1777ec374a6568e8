"""One learner's session: follows the files, grades, remembers, tells whoever listens."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from asynclings import backups, files, shipped
from asynclings.catalog import Catalog
from asynclings.errors import AsynclingsError
from asynclings.exercise import Exercise
from asynclings.learn import shelf
from asynclings.learn.grader import Grader
from asynclings.learn.memory import Memory
from asynclings.learn.state import State
from asynclings.learn.watching import saves
from asynclings.progress import Book
from asynclings.report import Report

#: An editor that saves by renaming leaves no file for a moment; that is no deletion.
RENAMING_WALL_SECONDS = 0.15


class Session:
    """One learner's session, whoever shows it: a screen, a page, both.

    It is made in an event loop or outside; `run` does the work. All else is called from the
    thread of the loop in which `run` runs, and returns at once.

    Args:
        kit: All exercises.
        start: Slug of the exercise to begin with; where the learner was when empty.
        grader: Grades; one warm process when None.

    Attributes:
        state: The document that is to be shown now.
    """

    def __init__(self, kit: Catalog, start: str = "", *, grader: Grader | None = None) -> None:
        self._kit = kit
        self._shelf = shelf.Shelf(kit)
        self._memory = Memory(Book(kit.root))
        self._grader = grader or Grader(kit.root)
        self._listeners: list[Callable[[State], None]] = []
        self._stop = asyncio.Event()
        self._grading: asyncio.Task[None] | None = None
        self._asked_for_solution = ""
        self._written: bytes | None = None
        self._running = False
        first = start or self._shelf.beginning(self._memory.last, self._memory.progress)
        self._exercise = next(one for one in kit.exercises if one.slug == first)
        self.state = replace(self._document(), message=self._memory.problem)

    def listen(self, listener: Callable[[State], None]) -> Callable[[], None]:
        """Call *listener* with the state whenever it has changed; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def run(self) -> None:
        """Watch the files and grade what is saved, until `stop` is called.

        Raises:
            AsynclingsError: The folder of the exercises cannot be watched.
        """
        self._running = True
        shipped.keep(self._kit.exercises, self._kit.root)
        held = contextlib.ExitStack()
        with contextlib.suppress(OSError):  # a place that cannot be written has no other session
            lock = self._kit.root / shipped.KEPT / "learn.lock"
            if not held.enter_context(files.if_alone(lock)):
                self.say("Another `learn` runs in this folder. Both keep your progress.")
        self._grade(keep_message=True)
        try:
            async for changed in saves(self._kit.root / "exercises", self._stop):
                self._look_at(changed)
        finally:
            held.close()
            self._running = False
            if self._grading is not None:
                self._grading.cancel()
                await asyncio.gather(self._grading, return_exceptions=True)
            await self._grader.close()

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._stop.set()

    def do(self, action: str, argument: str = "") -> None:
        """Do what the learner asks for; what becomes of it is in the state.

        Args:
            action: ``next`` and ``previous`` in the order of the kit; ``go`` to the exercise called
                *argument*; ``hint`` shows one more; ``reset`` makes the stub as shipped and
                ``undo-reset`` takes that back; ``solution`` shows it once the exercise is done, or
                when asked twice; ``grade`` grades again.
            argument: What ``go`` needs.
        """
        if action != "solution":
            self._asked_for_solution = ""
        actions: dict[str, Callable[[], None]] = {
            "next": lambda: self._step(1),
            "previous": lambda: self._step(-1),
            "go": lambda: self._go(self._kit.find(argument)[0]),
            "hint": self._hint,
            "reset": self._reset,
            "undo-reset": self._undo,
            "solution": self._solution,
            "grade": self._grade,
        }
        if action not in actions:
            self._publish(message=f"There is no action {action!r}.")
            return
        try:
            actions[action]()
        except AsynclingsError as error:
            self._publish(message=str(error))

    def say(self, message: str) -> None:
        """Tell the learner *message*, until something else is to be said."""
        self._publish(message=message)

    def _document(self) -> State:
        """Return the state for an exercise that was not graded yet."""
        return self._shelf.document(self._exercise, self._memory.progress)

    def _publish(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        for listener in list(self._listeners):
            listener(self.state)

    def _step(self, by: int) -> None:
        order = list(self._kit.exercises)
        at = order.index(self._exercise) + by
        if 0 <= at < len(order):
            self._go(order[at])
        else:
            end = "last" if by > 0 else "first"
            self._publish(message=f"This is the {end} exercise.")

    def _go(self, exercise: Exercise) -> None:
        self._exercise = exercise
        graded = self.state.graded
        self.state = replace(self._document(), graded=graded)
        self._memory.shows(exercise.slug)
        self._say_problem()
        self._grade()

    def _hint(self) -> None:
        exercise, shown = self._exercise, len(self.state.hints)
        if not self.state.hints_left:
            said = "There are no more hints." if shown else "This exercise has no hints."
            self._publish(message=said)
            return
        hints, left = shelf.hints_of(exercise, shown + 1)
        self._memory.hints(exercise.slug, len(hints))
        rows = self._shelf.rows(self._memory.progress)
        self._publish(hints=hints, hints_left=left, message=self._memory.problem, chapters=rows)

    def _reset(self) -> None:
        exercise, root = self._exercise, self._kit.root
        kept = backups.reset(exercise, root)
        said = "It is as shipped already, or is again."
        if kept is not None:
            said = f"As shipped again. What you wrote is kept: {kept.relative_to(root)}"
        self._written = _bytes(exercise.stub)
        self._publish(message=said, can_undo=backups.can_undo(exercise, root))
        self._grade(keep_message=True)

    def _undo(self) -> None:
        exercise, root = self._exercise, self._kit.root
        backup = backups.undo(exercise, root)
        self._written = _bytes(exercise.stub)
        self._publish(message=f"What you wrote is back, from {backup.relative_to(root)}")
        self._grade(keep_message=True)

    def _solution(self) -> None:
        slug = self._exercise.slug
        if self._memory.entry(slug).done or self._asked_for_solution == slug:
            self._publish(solution=shelf.solution_of(self._exercise), message="")
            return
        self._asked_for_solution = slug
        self._publish(message="It is not done yet. Ask once more to see the solution all the same.")

    def _look_at(self, changed: set[Path]) -> None:
        if self._exercise.stub.name in (names := {path.name for path in changed}):
            # What a reset has written is graded already, and what was said of it is to stay.
            self._grade(keep_message=self._written == _bytes(self._exercise.stub))
            return
        for exercise in self._kit.exercises:
            if exercise.stub.name in names and not shipped.is_untouched(exercise):
                self._publish(
                    message=f"You saved {exercise.slug}, which is not the one shown here."
                )

    def _grade(self, *, keep_message: bool = False) -> None:
        if not self._running:
            return
        if self._grading is not None:
            self._grading.cancel()
        self._grading = asyncio.create_task(self._graded(keep_message=keep_message))

    async def _graded(self, *, keep_message: bool) -> None:
        exercise = self._exercise
        if not exercise.stub.exists():
            await asyncio.sleep(RENAMING_WALL_SECONDS)
        self._publish(grading=True)
        try:
            report = await self._grader.grade(exercise.slug)
        except AsynclingsError as error:
            self._publish(grading=False, message=str(error), graded=self.state.graded + 1)
            return
        self._show(exercise, report, keep_message=keep_message)

    def _show(self, exercise: Exercise, report: Report, *, keep_message: bool) -> None:
        """Show *report* first, remember it then: nobody has to wait for the disk."""
        result = report.exercises[0]
        self._memory.see(result)
        self._publish(
            grading=False,
            report=report.to_json(),
            graded=self.state.graded + 1,
            text=shelf.text_of(exercise),
            chapters=self._shelf.rows(self._memory.progress),
            message=self.state.message if keep_message else shelf.remark_on(exercise.stub),
        )
        self._memory.write(result)
        self._say_problem()

    def _say_problem(self) -> None:
        """Say what prevents that progress is remembered; grading goes on."""
        if self._memory.problem:
            self._publish(message=self._memory.problem)


def _bytes(file: Path) -> bytes | None:
    """Return what *file* holds; None when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None
