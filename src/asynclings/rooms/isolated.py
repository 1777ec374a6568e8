"""One run of one rule, with the answer in another room."""

from __future__ import annotations

import contextlib
import gc
import itertools
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from asynclings.clock import VirtualLoop
from asynclings.contract import Definition, read_contract
from asynclings.errors import SubmissionError
from asynclings.release import forgetting, let_go
from asynclings.rooms.judge_room import InRoom, JudgeLoop, JudgeRoom
from asynclings.rooms.wire import RoomLostError, WireError
from asynclings.rooms.workers import Workers
from asynclings.seen import LAWS, UNBLOCKED, Broken, Seen

#: Libraries that take long to import; with them the zygote is larger, but much faster.
LIBRARIES = ("aiohttp",)

#: Number of the judge's first task: a line of the timeline is one task's, in whichever room.
FIRST_TASK = 1_001

#: Of what an answer prints for one rule.
MAX_PRINTED_BYTES = 10_000


class _Sessions:
    """Counts the sessions that the answer makes in its room."""

    def __init__(self, scenario: IsolatedScenario) -> None:
        self._scenario = scenario

    @property
    def count(self) -> int:
        room = self._scenario.room
        return int(room.border.request("sessions")) if room else 0

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


class IsolatedScenario(InRoom):
    """A scenario whose answer runs in a worker of *workers*.

    Attributes:
        room: The judge's room; None before the answer is loaded.
    """

    def __init__(self, path: Path, solution: Path, rule: str, workers: Workers) -> None:
        super().__init__(path, solution, rule)
        self.clock.task_numbers = itertools.count(FIRST_TASK)  # the answer's room begins with 1
        self._workers = workers
        self.room: JudgeRoom | None = None
        self.sessions = _Sessions(self)  # type: ignore[assignment]
        self._broken: list[Broken] = []
        self._gone: list[BaseException] = []
        self._is_finished = self._was_stopped = False
        self._shared: Path | None = None

    def new_loop(self) -> VirtualLoop:
        """Return a loop on the scenario's clock."""
        return JudgeLoop(self)

    def begin(self) -> None:
        """Have the answer loaded, while pytest prepares the rule."""
        with contextlib.suppress(SubmissionError, RoomLostError):  # said when it is asked for
            self._begin_to_load(self._text, read_contract(self._solution))

    def _begin_to_load(self, source: str, contract: Mapping[str, Definition]) -> JudgeRoom:
        self.room = JudgeRoom(self._workers.start(source, _libraries(source)), self)
        self.room.begin_to_load(source, contract)
        return self.room

    def _load(self, source: str, contract: Mapping[str, Definition]) -> ModuleType:
        """Return the answer's module, from its room."""
        room = self.room or self._begin_to_load(source, contract)
        module: ModuleType = room.loaded()
        return module

    @asynccontextmanager
    async def client_session(self, limit: int) -> AsyncIterator[Any]:
        """An aiohttp.ClientSession, made in the answer's room."""
        self.surface  # noqa: B018 - loads the answer, and so opens its room
        if self.room is not None:
            async with self.room.border.request("session", limit) as session:
                yield session

    @property
    def folder(self) -> Path:
        """A folder for files that both rooms see, gone with the room."""
        if self._shared is None:
            self._shared = self._workers.new_folder()
        return self._shared

    async def settle(self) -> None:
        """Let the answer's room let go of what nobody here holds; give both their turns."""
        if self.room is not None and self.room.border.lost is None:
            with contextlib.suppress(RoomLostError):  # which is said at the end
                border = self.room.border
                if border.has_news or border.table.has_releases:
                    border.request("let_go")
        await super().settle()

    @contextmanager
    def _watching(self, loop: Any) -> Iterator[None]:
        with super()._watching(loop):
            try:
                yield
            except BaseException as error:
                self._was_stopped = not isinstance(error, AssertionError)
                # What its frames hold of the answer is to be seen as left open, if it is.
                let_go([error])
                raise
            finally:
                if self.room is not None:
                    let_go(self.room.border.table.errors())
                gc.collect()  # what nobody here holds any more, the answer's room lets go of
                self._finish()

    def _finish(self) -> None:
        if self.room is None:
            return
        lost = self.room.border.lost
        if isinstance(lost, WireError):
            raise WireError(f"the answer tampered with the line to the grader: {lost}")
        if lost is not None:  # whatever the grader made of it
            raise lost
        self._note(self.room.seen())
        self._is_finished = True

    def _note(self, seen: tuple[list[Broken], list[BaseException], int]) -> None:
        broken, self._gone, _ = seen
        # Blocks are lines of the timeline, and which of them are allowed is known here.
        self._broken = [one for one in broken if one.law != UNBLOCKED]

    def _look(self) -> None:
        """Note what there is to be seen before the end, which a deadlock never comes to."""
        if self.room is not None and self._surface is not None and not self._is_finished:
            with contextlib.suppress(RoomLostError):
                self._note(self.room.seen(so_far=True))

    def broken(self) -> list[Broken]:
        """Return the laws that were broken, in either room."""
        self._look()
        unique = {(one.law, one.seen): one for one in (*super().broken(), *self._broken)}
        return sorted(unique.values(), key=lambda one: LAWS.index(one.law))

    def seen(self, error: BaseException | None) -> Seen:
        """Return all that the scenario showed in either room."""
        self._look()
        seen = super().seen(error)
        return replace(seen, gone=[*seen.gone, *self._gone])

    def printed(self) -> str:
        """Return what the answer has printed in its room."""
        return self._workers.printed(MAX_PRINTED_BYTES)

    def close(self) -> None:
        """Forget the answer and its files; end the worker, unless another rule may follow."""
        room, self.room = self.room, None
        if room is not None:
            if self._is_finished and not self._was_stopped and not self.broken():
                self._workers.keep(self._text, room.forget())
            else:
                self._workers.has_lost_one |= room.border.lost is not None
                room.border.wire.close()
                self._workers.retire()
            room.border.lost = RoomLostError("the scenario is over")
            with forgetting():
                room.border.table.clear()
                room.twins.close()
        if self._shared is not None:
            shutil.rmtree(self._shared, ignore_errors=True)


def _libraries(source: str) -> tuple[str, ...]:
    """Return what the zygote should have imported before it becomes the worker for *source*."""
    return tuple(name for name in LIBRARIES if name in source)
