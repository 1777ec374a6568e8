"""One run of one rule: what is watched while an answer runs."""

from __future__ import annotations

import ast
import asyncio
import functools
import gc
import sys
import tempfile
import warnings
import weakref
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from asynclings.clock import VirtualLoop, virtual_runs
from asynclings.clock.virtual import VirtualClock
from asynclings.contract import Definition, read_contract
from asynclings.laws import Watch
from asynclings.release import forgetting, let_go
from asynclings.seen import Broken, Seen
from asynclings.sessions import SessionCount
from asynclings.submission import decode, read_bytes, run_source
from asynclings.surface import Surface
from asynclings.timeline import Timeline

#: No exercise needs more virtual time; a stuck aiohttp client would wait 300 s.
CAP_SECONDS = 600.0

#: Turns of the loop after which transports have closed and done-callbacks have run.
SETTLING_TURNS = 10


class WatchedLoop(VirtualLoop):
    """A virtual loop that remembers every task, ended ones too."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(cap_seconds=CAP_SECONDS, timeline=scenario.timeline, clock=scenario.clock)
        self._scenario = scenario
        self.set_exception_handler(scenario.watch.handle)

    def sibling(self) -> VirtualLoop:
        """Return another loop of the scenario, for asyncio.run in a worker thread."""
        return self._scenario.new_loop()

    def create_task(self, coro: Any, **kwargs: Any) -> asyncio.Task[Any]:
        """Create the task; remember it with the span that the clock wrote for it."""
        before = len(self.timeline.spans)
        task = super().create_task(coro, **kwargs)
        written = [span for span in self.timeline.spans[before:] if span.kind == "task"]
        if written:
            self._scenario.watch.task_created(task, written[0])
        return task


class Scenario:
    """Loads the answer for one rule, runs the rule, notes what was seen.

    Attributes:
        path: The answer's file.
        rule: Id of the rule.
        clock: Virtual time, shared by all loops of the scenario.
        timeline: What happened, and when.
        watch: What is checked around the run.
        sessions: Counts the aiohttp sessions that the answer makes.
    """

    def __init__(self, path: Path, solution: Path, rule: str) -> None:
        self.path = path
        self.rule = rule
        self.clock = VirtualClock(CAP_SECONDS)
        self.timeline = Timeline()
        self.watch = Watch(str(path))
        self.sessions = SessionCount(str(path))
        self.call = ""
        self.returned = False
        self.error: BaseException | None = None
        self.expected: Any = None
        self.happened: Any = None
        self.timers = 0
        self._answer: Callable[[], Any] = lambda: None
        self._solution = solution
        self._surface: Surface | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._source = ""

    def new_loop(self) -> VirtualLoop:
        """Return a loop on the scenario's clock; every loop of the scenario is one."""
        return WatchedLoop(self)

    def begin(self) -> None:
        """Begin to load the answer, where somebody else does it."""

    @property
    def surface(self) -> Surface:
        """The answer, loaded on first use.

        Raises:
            SubmissionError: It cannot be graded as it is.
        """
        if self._surface is None:
            contract = read_contract(self._solution)
            module = self._load(self._text, contract)
            self._source = self._text
            self._surface = Surface(module, contract, self)
        return self._surface

    @functools.cached_property
    def _text(self) -> str:
        """The answer's source, read once."""
        return decode(self.path, read_bytes(self.path))

    def _load(self, source: str, contract: Mapping[str, Definition]) -> ModuleType:
        """Run the answer's *source* as a module; see `submission.load`."""
        return run_source(self.path, source, f"answer_{self.path.stem}", contract)

    @property
    def folder(self) -> Path:
        """A private folder for files, gone when the scenario is closed."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="asynclings-")
        return Path(self._folder.name)

    def printed(self) -> str:
        """Return what the answer has printed where pytest does not see it."""
        return ""

    def close(self) -> None:
        """Forget the answer and its files."""
        if self._folder is not None:
            self._folder.cleanup()
        if self._surface is not None:
            sys.modules.pop(self._surface.module.__name__, None)
            left_open = self.sessions.any_left_open()
            # What its globals hold goes now, and is not taken for a leak of the next rule.
            with forgetting(all_of_it=left_open):  # a connector is part of a cycle
                self._surface.module.__dict__.clear()

    # The three calls of `asynclings.surface.Witness`.

    def called(self, call: str) -> None:
        """Note that *call* begins."""
        self.call, self._answer, self.returned = call, lambda: None, False

    def answered(self, value: object) -> None:
        """Note what the call gave back."""
        # A bare task is held weakly: being watched must not keep it alive.
        self._answer = weakref.ref(value) if asyncio.isfuture(value) else lambda: value
        self.returned = True

    @property
    def answer(self) -> Any:
        """What the last call gave back; None when it gave nothing back."""
        return self._answer()

    def failed(self, error: BaseException) -> None:
        """Note what left the call."""
        self.error = error

    async def run_async(self, test: Callable[..., Coroutine[Any, Any, None]], **kw: Any) -> None:
        """Run the coroutine function *test*; afterwards the laws can be asked for."""
        loop = asyncio.get_running_loop()
        with self._watching(loop):
            try:
                await test(**kw)
            except BaseException as error:
                self.watch.left(error, asyncio.current_task())
                raise
            finally:
                self.timers = getattr(loop, "timers_fired", 0)
                await self.settle()
                self.watch.ended(asyncio.all_tasks())

    async def settle(self) -> None:
        """Give what ends at this instant the turns that it needs."""
        for _ in range(SETTLING_TURNS):
            await asyncio.sleep(0)

    def run_sync(self, test: Callable[..., None], **kw: Any) -> None:
        """Run the plain function *test*, whose loops are the scenario's."""
        with self._watching(None), virtual_runs(self.clock, self.timeline, self.new_loop):
            test(**kw)

    @contextmanager
    def _watching(self, loop: asyncio.AbstractEventLoop | None) -> Iterator[None]:
        if loop is not None:
            loop.set_exception_handler(self.watch.handle)
        depth = sys.get_coroutine_origin_tracking_depth()
        sys.set_coroutine_origin_tracking_depth(6)
        try:
            with self.sessions, warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                try:
                    yield
                except BaseException as error:
                    let_go([error])
                    raise
                finally:
                    let_go([self.error, *self.watch.errors()])  # the grader may have caught them
                    gc.collect()
                    self.watch.warned(caught)
        finally:
            sys.set_coroutine_origin_tracking_depth(depth)

    def broken(self) -> list[Broken]:
        """Return the laws that were broken, the one that explains the others first."""
        return self.watch.broken(self.timeline)

    def seen(self, error: BaseException | None) -> Seen:
        """Return all that the scenario showed, given what left the grader's test."""
        return Seen(
            rule=self.rule,
            timeline=self.timeline,
            path=str(self.path),
            source=ast.parse(self._source),
            call=self.call,
            answer=self.answer,
            returned=self.returned,
            error=error,
            expected=self.expected,
            happened=self.happened,
            broken=self.broken(),
            gone=self.watch.gone(),
            timers=self.timers,
        )
