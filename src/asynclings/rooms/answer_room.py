"""The answer's room: what the worker does there, on its own and when the judge asks."""

from __future__ import annotations

import asyncio
import gc
import inspect
import sys
import threading
import warnings
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

from asynclings.clock.frames import line_of, short
from asynclings.clock.selector import Events
from asynclings.clock.tasks import describe_task, waiting_frames
from asynclings.clock.virtual import VirtualClock
from asynclings.contract import Definition
from asynclings.laws import Watch
from asynclings.release import forgetting, let_go
from asynclings.rooms.answer_threads import Threads
from asynclings.rooms.border import Border
from asynclings.rooms.connections import RoomNet
from asynclings.rooms.operations import CommonRoom
from asynclings.rooms.pairs import Twins
from asynclings.rooms.spans import SentTimeline
from asynclings.rooms.wire import Wire
from asynclings.sessions import SessionCount
from asynclings.submission import run_source

#: Tasks that a description lists.
MAX_DESCRIBED = 20


class AnswerLoop(RoomNet):
    """A loop of the answer."""

    def __init__(self, room: AnswerRoom) -> None:
        self.room = room
        super().__init__(timeline=room.timeline, clock=room.clock)
        self.set_exception_handler(room.watch.handle)

    def _way(self) -> Border | None:
        return None if self.room.border.lost else self.room.border

    def run_forever(self) -> None:
        """Run, and have the judge's twin turn along."""
        if not self.number:
            self.room.twins.add(self, self.room.border)
        super().run_forever()

    def own_timer_ns(self) -> int | None:
        """Return the instant of the next timer or thread in this room."""
        instants = (super().own_timer_ns(), self.clock.jobs.earliest())
        return min((ns for ns in instants if ns is not None), default=None)

    def wait_for_something(self) -> Events:
        """Let threads run; then let the judge wait until something is ready in any room."""
        self.room.threads.run(self)
        if not self._ready and not self.room.border.has_news:
            self.room.border.request("wait", self.number, self.own_timer_ns())
            self.room.threads.run(self)
        return self.poll(0)

    def turn(self, mature: int) -> None:
        """Do one turn by hand, then let threads run."""
        super().turn(mature)
        self.room.threads.run(self)

    def create_task(self, coro: Any, **kwargs: Any) -> asyncio.Task[Any]:
        """Create the task; remember it with the span that the clock wrote for it."""
        before = len(self.timeline.spans)
        task = super().create_task(coro, **kwargs)
        written = [span for span in self.timeline.spans[before:] if span.kind == "task"]
        if written:
            self.room.watch.task_created(task, written[0])
        return task


class AnswerRoom(CommonRoom):
    """Serves the judge.

    Args:
        wire: The line to the judge.
    """

    tells_signatures = True

    def __init__(self, wire: Wire) -> None:
        # The judge's time: every frame of his sets it. A call that blocks here moves it on, which
        # the next frame tells him; as long as it is not his turn, nobody else can.
        self.clock = VirtualClock()
        super().__init__(wire, Twins(lambda: AnswerLoop(self), -1))
        self.timeline = SentTimeline(self.border.post)
        self.threads = Threads(self.border, self.clock.jobs)
        self.watch = Watch("")
        self.sessions = SessionCount("")
        self.path = Path()
        self.module: ModuleType | None = None
        self.is_over = False
        self._watching = ExitStack()
        self._caught: list[warnings.WarningMessage] = []
        self.operations |= {
            "load": self._load,
            "name": self._name,
            "describe": self._describe,
            "collect": gc.collect,
            "finish": self._finish,
            "so_far": self._so_far,
            "forget": self._forget,
            "let_go": lambda: None,  # the notes that come with every request do it
            "sessions": lambda: self.sessions.count,
            "session": _session,
            "canned": _canned,
        }

    def is_mine(self, thing: Any) -> bool:
        """Tell whether *thing* is of a type of the answer."""
        return type(thing).__module__ == self.home_name or super().is_mine(thing)

    def state(self) -> list[Any]:
        """Return what the judge must know before it goes on."""
        self.timeline.send()
        timers, self.timeline.timers = self.timeline.timers, 0
        return [self.clock.ns, timers, *super().state()]

    def heed(self, state: list[Any]) -> None:
        """Take note of the judge's time and state."""
        if state[0] != self.clock.ns:
            self.clock.ns, self.clock.reader.count = state[0], 0
        super().heed(state[1:])

    def ask_from_a_thread(self, body: list[Any]) -> Any:
        """Have the room's own thread ask the judge."""
        return self.threads.ask(body)

    def new_loop(self) -> AnswerLoop:
        """Return a loop for the answer."""
        return AnswerLoop(self)

    def _load(self, path: str, source: str, contract: list[list[Any]]) -> dict[str, Any]:
        self.path = Path(path)
        self.watch.path = self.sessions.path = path
        self.home_name = f"answer_{self.path.stem}"
        wanted = {one[0]: Definition(*one) for one in contract}
        self._begin_watching()
        self.module = run_source(self.path, source, self.home_name, wanted)
        self.border.exceptions.home = self.module
        self._watching.enter_context(self.sessions)
        return {name: self._name(name) for name in wanted}

    def _begin_watching(self) -> None:
        sys.set_coroutine_origin_tracking_depth(6)
        caught = self._watching.enter_context(warnings.catch_warnings(record=True))
        if caught is not None:
            self._caught = caught
        warnings.simplefilter("always")

    def _name(self, name: str) -> Any:
        if self.module is None or name not in self.module.__dict__:
            raise KeyError(name)
        return self.module.__dict__[name]

    def _describe(self, given: int) -> list[str]:
        loop = self.twins.get(given)
        tasks = sorted(asyncio.all_tasks(loop), key=lambda task: task.get_name())
        lines = [describe_task(task, loop) for task in tasks[:MAX_DESCRIBED]]
        return lines + [line for coro in self._awaited() if (line := _describe_coroutine(coro))]

    def _awaited(self) -> list[Any]:
        """Return the coroutines of the answer that the judge awaits."""
        return [thing for thing in self.border.table.things() if inspect.iscoroutine(thing)]

    def _finish(self) -> dict[str, Any]:
        """Return what was seen here of the laws."""
        loop = asyncio._get_running_loop()
        if loop is not None:
            self.watch.ended(asyncio.all_tasks(loop))
        let_go([*self.border.raised, *self.border.table.errors(), *self.watch.errors()])
        gc.collect()
        self.watch.warned(self._caught)
        self._caught.clear()
        return self._so_far()

    def _forget(self) -> bool:
        """End this rule; tell whether the next one would find nothing of it."""
        self._watching.close()
        with forgetting(all_of_it=True):
            self.border.table.clear()
            self.twins.close()
            if self.module is not None:
                sys.modules.pop(self.home_name, None)
                self.module.__dict__.clear()
        self.is_over = True
        return not list(self.clock.jobs) and threading.active_count() == 1

    def _so_far(self) -> dict[str, Any]:
        """Return what was seen here of the laws by now: all there is, where nothing goes on."""
        broken = self.watch.broken(self.timeline)
        return {
            "broken": [(one.law, one.seen, one.where, one.subject) for one in broken],
            "gone": list(self.watch.gone()),
            "sessions": self.sessions.count,
        }


def _describe_coroutine(coro: Any) -> str:
    frame, call = waiting_frames(_Driven(coro))  # type: ignore[arg-type]
    place = f" at {short(line_of(frame))} in {frame.f_code.co_name}()" if frame else ""
    return f"{coro.__qualname__}() waits{place} for {call or 'a future'}" if place else ""


class _Driven:
    """A coroutine without a task in this room."""

    def __init__(self, coro: Any) -> None:
        self._coro = coro

    def get_coro(self) -> Any:
        return self._coro


def _session(limit: int) -> Any:
    import aiohttp  # few answers need it, and it takes memory

    # Without the 300 s of aiohttp, a request that cannot end is a deadlock, seen at once.
    connector, endless = aiohttp.TCPConnector(limit=limit), aiohttp.ClientTimeout()
    return aiohttp.ClientSession(connector=connector, timeout=endless)


def _canned(url: str, answer: dict[str, Any]) -> Any:
    from asynclings.probes.canned import canned

    return canned(url, **answer)
