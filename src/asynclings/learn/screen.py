"""The screen of a session: draws its state, obeys keys."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from asynclings.drawing.text import Line
from asynclings.learn.editor import edit
from asynclings.learn.session import Session
from asynclings.learn.state import State
from asynclings.learn.terminal import Terminal
from asynclings.learn.views import View, ViewName, body_lines, head_lines, keys_lines

#: A grading that takes longer is worth a word.
SLOW_WALL_SECONDS = 0.4

#: Keys that the session obeys, and what they mean there.
ACTIONS = {
    "n": "next",
    "p": "previous",
    "h": "hint",
    "s": "solution",
    "r": "reset",
    "u": "undo-reset",
    "g": "grade",
}

#: Keys that show something else.
VIEWS: dict[str, ViewName] = {"l": "list", "t": "timeline", "c": "chapter", "?": "help"}


class Screen:
    """Shows *session* on the terminal until the person quits.

    Attributes:
        code: The exit code: 0, or 128 and the number of the signal that ended it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._terminal = Terminal(self._key)
        self._view = View()
        self._top = 0
        self._slow: asyncio.TimerHandle | None = None
        self._is_slow = False
        self._editing: asyncio.Task[None] | None = None
        self._in_terminal = False
        self.code = 0

    async def run(self) -> None:
        """Show the session and run it, until the person quits or a signal comes."""
        stop_listening = self._session.listen(self._changed)
        self._heed_signals()
        self._terminal.enter()
        try:
            self._draw()
            await self._session.run()
        finally:
            stop_listening()
            if self._slow:
                self._slow.cancel()
            if self._editing:
                self._editing.cancel()
            self._terminal.leave()

    def _heed_signals(self) -> None:
        if os.name == "nt":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._end, number)
        loop.add_signal_handler(signal.SIGTSTP, self._suspend)
        loop.add_signal_handler(signal.SIGWINCH, self._redraw)

    def _end(self, number: int) -> None:
        if number == signal.SIGINT and self._in_terminal:
            return  # it is meant for the editor
        self.code = 128 + number
        self._session.stop()

    def _suspend(self) -> None:
        """Give the terminal back, stop, and go on where the shell says so."""
        was_ours = self._terminal.is_ours
        self._terminal.leave()
        os.kill(os.getpid(), signal.SIGSTOP)
        if was_ours:
            self._terminal.enter()
            self._redraw()

    def _redraw(self) -> None:
        self._terminal.forget()
        self._draw()

    def _changed(self, state: State) -> None:
        if state.grading:  # a quick grading is not worth a flicker
            self._slow = self._slow or asyncio.get_running_loop().call_later(
                SLOW_WALL_SECONDS, self._say_slow
            )
        else:
            if self._slow:
                self._slow.cancel()
            self._slow, self._is_slow = None, False
            self._top = 0 if self._view.name == "exercise" else self._top
        self._draw()

    def _say_slow(self) -> None:
        self._is_slow = True
        self._draw()

    def _draw(self) -> None:
        """Draw the state: what stays above, what fits of the rest, the keys below."""
        state, page = self._session.state, self._terminal.page()
        _, height = self._terminal.size()
        head = list(head_lines(state, page, slow=self._is_slow))
        keys = list(keys_lines(page, self._view))
        room = max(1, height - len(head) - len(keys) - 1)
        body = body_lines(state, self._view, page)
        self._top = max(0, min(self._top, len(body) - room))
        if self._view.name == "list":
            self._follow_cursor(body, room)
        part = body[self._top : self._top + room]
        below = len(body) - self._top - len(part)
        rule = ("-" if page.ascii else "─") * page.width
        if below or self._top:
            said = f" {below} more below: Space " if below else " the end; b goes back "
            rule = rule[:2] + said + rule[2 + len(said) :]
        empty: list[Line] = [[] for _ in range(room - len(part))]
        edge: Line = [(rule, "dim")]
        self._terminal.draw([*head, *part, *empty, edge, *keys][:height])

    def _follow_cursor(self, body: list[Line], room: int) -> None:
        """Scroll so that the line of the list at which the cursor is can be seen."""
        signs = (">", "▸")
        at = next((n for n, line in enumerate(body) if line[0][0].startswith(signs)), 0)
        self._top = max(0, min(max(self._top, at - room + 1), at))

    def _key(self, key: str) -> None:
        if key in ("q", "eof"):
            self._session.stop()
        elif self._view.name == "list" and key in ("up", "down", "enter"):
            self._choose(key)
        elif scrolled := self._scrolls().get(key):
            self._top = scrolled()
            self._draw()
        elif key == "redraw":
            self._redraw()
        elif key in ("escape", *VIEWS):
            view = VIEWS.get(key, "exercise")
            self._look_at("exercise" if view == self._view.name else view)
        elif key == "o":
            self._edit()
        elif key in ACTIONS:
            self._act(key)

    def _act(self, key: str) -> None:
        """Have the session do what *key* stands for, and look at what becomes of it."""
        self._look_at("exercise")
        self._session.do(ACTIONS[key])
        if key == "s" and self._session.state.solution:
            self._look_at("solution")
        if key == "h":
            self._show_the_hint()

    def _look_at(self, name: ViewName) -> None:
        self._view = View(name, self._session.state.current)
        self._top = 0
        self._draw()

    def _scrolls(self) -> dict[str, Callable[[], int]]:
        """Return what the keys that scroll make of the first line that is shown."""
        half = max(1, self._terminal.size()[1] - 8)
        return {
            "up": lambda: self._top - 1,
            "down": lambda: self._top + 1,
            "page up": lambda: self._top - half,
            "page down": lambda: self._top + half,
            "home": lambda: 0,
            "end": lambda: 1_000_000,
        }

    def _show_the_hint(self) -> None:
        """Scroll to the hint that was shown last."""
        state = self._session.state
        title = f"Hint {len(state.hints)} of "
        body = body_lines(state, self._view, self._terminal.page())
        self._top = next(
            (n for n, line in enumerate(body) if line and line[0][0].startswith(title)), 0
        )
        self._draw()

    def _choose(self, key: str) -> None:
        """Move the cursor in the list, or go where it is."""
        slugs = [row.slug for chapter in self._session.state.chapters for row in chapter.exercises]
        at = slugs.index(self._view.chosen or self._session.state.current)
        if key == "enter":
            self._look_at("exercise")
            self._session.do("go", slugs[at])
            return
        at = max(0, min(at + (1 if key == "down" else -1), len(slugs) - 1))
        self._view = replace(self._view, chosen=slugs[at])
        self._draw()

    def _edit(self) -> None:
        if self._editing is None or self._editing.done():
            self._editing = asyncio.create_task(self._edited())

    async def _edited(self) -> None:
        if said := await edit(Path(self._session.state.path), self._give, self._take):
            self._session.say(said)

    def _give(self) -> None:
        self._in_terminal = True
        self._terminal.leave()

    def _take(self) -> None:
        self._in_terminal = False
        self._terminal.enter()
        self._draw()
