"""An event loop that jumps over every wait instead of sleeping through it."""

from __future__ import annotations

import asyncio
import asyncio.futures
import concurrent.futures
import math
import sys
from collections.abc import Callable
from contextvars import Context
from dataclasses import replace
from types import FrameType
from typing import Any

from asynclings.clock import idle, slots
from asynclings.clock.busy import MAX_READS, count_read
from asynclings.clock.describe import describe, explain
from asynclings.clock.ending import Ending
from asynclings.clock.frames import is_user_file, whereabouts
from asynclings.clock.net import LocalNet
from asynclings.clock.notes import EndOfWait
from asynclings.clock.places import Place, here, inside
from asynclings.clock.selector import Events, VirtualSelector
from asynclings.clock.turns import Meter, ReadyQueue
from asynclings.clock.virtual import VirtualClock, to_ns
from asynclings.errors import ClockError
from asynclings.timeline import Span, Timeline

#: Threads of the default pool, on every machine; else durations would depend on its size.
POOL_SIZE = 32

#: Timers that are closer than this (seconds) fire together; it is one step of the clock.
STEP_SECONDS = 1e-9

#: Coroutines that asyncio itself runs when a loop is closed.
HOUSEKEEPING = ("shutdown_asyncgens", "shutdown_default_executor")

#: The callback by which `asyncio.sleep` ends; without it there are no sleeps to be seen.
_WAKE_UP = getattr(asyncio.futures, "_set_result_unless_cancelled", None)


class VirtualLoop(LocalNet):
    """An event loop in virtual time.

    Args:
        cap_seconds: Virtual time at which a `TimeCapError` ends the run.
        timeline: Where tasks, sleeps, threads and blocks are written.
        clock: A clock to share with other loops; it brings its own cap.

    Attributes:
        clock: Its virtual time.
        timeline: What happened.
        explainers: Each returns a line, or nothing, for the text of a `DeadlockError`.
    """

    def __init__(
        self,
        cap_seconds: float = 600.0,
        timeline: Timeline | None = None,
        clock: VirtualClock | None = None,
    ) -> None:
        self.clock = VirtualClock(cap_seconds) if clock is None else clock
        self.timeline = Timeline() if timeline is None else timeline
        self.explainers: list[Callable[[], str]] = []
        self.place = Place(self.clock, self.timeline, self, turning=True)
        self.meter = Meter(self)
        self._ending = Ending(self)
        selector = VirtualSelector()
        super().__init__(selector)
        selector.loop = self
        self._poll = selector.poll
        self._ready = ReadyQueue(self.meter)
        # Far out, floating-point seconds are further apart than the clock's own step.
        self._clock_resolution = max(STEP_SECONDS, 4 * math.ulp(self.clock.cap_seconds))
        self.set_default_executor(concurrent.futures.ThreadPoolExecutor(POOL_SIZE, "asyncio"))

    def sibling(self) -> VirtualLoop:
        """Return a new loop on the same clock and timeline, for `asyncio.run` in here."""
        return VirtualLoop(timeline=self.timeline, clock=self.clock)

    # --- time -----------------------------------------------------------------------

    def time(self) -> float:
        """Return the present instant, in virtual seconds."""
        self.meter.reads += 1
        if self.meter.reads > MAX_READS:
            self._count_read(sys._getframe(1))  # noqa: SLF001
        return self.clock.now

    def _count_read(self, caller: FrameType) -> None:
        # asyncio itself may ask so often, to set ten thousand timers; it does not wait.
        place = here()
        if place is not None and is_user_file(caller.f_code.co_filename):
            count_read(place)

    def next_timer_ns(self) -> int | None:
        """Return the instant of the next timer; None when there is none."""
        timers = self._scheduled  # type: ignore[attr-defined]
        return to_ns(timers[0].when()) if timers else None

    @property
    def timers_fired(self) -> int:
        """How many timers have fired."""
        return self.meter.timers_fired

    def run_forever(self) -> None:
        """Run until `stop` is called; the calling thread is in virtual time meanwhile."""
        outer = here()
        with inside(replace(self.place, job=outer.job if outer else None)):
            try:
                super().run_forever()
            finally:
                self.meter.turn_ends()  # or else the last step would be kept alive

    def poll(self, wall_seconds: float = 0) -> Events:
        """Return which sockets are ready, after *wall_seconds* of real time at the latest."""
        return self._poll(wall_seconds)

    def has_events(self) -> bool:
        """Tell whether a socket is ready; see `jobs.Guest`."""
        return bool(self._poll(0))

    def wait_for_something(self) -> Events:
        """Let time pass until something is ready or a timer is due.

        Raises:
            ClockError: That will never be; the loop can then only be closed.
        """
        try:
            self._ending.count_wait()
            return idle.wait_for_something(self)
        except ClockError as error:
            raise self.failed(error) from None

    def failed(self, error: ClockError) -> ClockError:
        """Return *error* with a description of this instant; the loop comes to its end."""
        explained = explain(error, self.clock, self)
        self._ending.begin()
        return explained

    def describe(self) -> str:
        """Return where each task waits at this instant, and what for."""
        return describe(self.clock, self)

    # --- the timeline ---------------------------------------------------------------

    def create_task(
        self, coro: Any, *, name: Any = None, context: Context | None = None, **kwargs: Any
    ) -> asyncio.Task[Any]:
        """Create a task, whichever the task factory; its life is a span."""
        what = getattr(coro, "__qualname__", "")
        where = "" if what.rpartition(".")[2] in HOUSEKEEPING else whereabouts(1)
        span = self.timeline.begin("task", "", self.clock.now, where, what)
        try:
            if name is None:
                name = f"Task-{next(self.clock.task_numbers)}"
            task = super().create_task(coro, name=name, context=context, **kwargs)
        except BaseException:
            self.timeline.spans.remove(span)
            raise
        _forget_this_line(task)
        span.name = task.get_name()
        task.add_done_callback(lambda done: self._task_ended(done, span))
        return task

    def _task_ended(self, task: asyncio.Task[Any], span: Span) -> None:
        span.name = task.get_name()
        # Not task.exception(): to ask for it would count as having retrieved it.
        error = getattr(task, "_exception", None)
        outcome = f"raised {type(error).__name__}" if error is not None else "returned"
        span.finish(self.clock.now, "cancelled" if task.cancelled() else outcome)

    def running_task_name(self) -> str:
        """Return the name of the task that runs, or nothing."""
        task = asyncio.current_task(self)
        return task.get_name() if task else ""

    def call_at(  # type: ignore[override]  # typeshed wants TypeVarTuple
        self, when: float, callback: Any, *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call *callback* at virtual second *when*; a sleep of a task is a span."""
        if callback is _WAKE_UP and isinstance(args[0], asyncio.Future):
            name, now = self.running_task_name(), self.clock.now
            span = self.timeline.begin("sleep", name, now, whereabouts(1), when - now)
            args[0].add_done_callback(EndOfWait(span, self.clock))
        timer = super().call_at(when, callback, *args, context=context)
        _forget_this_line(timer)
        return timer

    def create_future(self) -> asyncio.Future[Any]:
        """Create a future; the wait for a lock, a slot, an event or an item is a span."""
        future = super().create_future()
        slots.note_wait(self, future, sys._getframe(1))  # noqa: SLF001
        return future

    # --- others at work -------------------------------------------------------------

    def awaits_outsiders(self) -> bool:
        """Tell whether only real time will show what happens next."""
        return self.clock.outside.is_at_work() or super().awaits_outsiders()

    def let_threads_in(self) -> None:
        """Give threads a chance although the loop is never idle."""
        idle.let_threads_in(self)

    def run_in_executor(  # type: ignore[override]  # typeshed wants TypeVarTuple
        self, executor: concurrent.futures.Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Run *func* in *executor*; time is real while anything but a thread pool works."""
        with inside(here() or self.place):  # it may be called before the loop runs
            future = super().run_in_executor(executor, func, *args)
        if executor and not isinstance(executor, concurrent.futures.ThreadPoolExecutor):
            self.clock.outside.begin()
            future.add_done_callback(self.clock.outside.end)
        return future

    async def _make_subprocess_transport(self, *args: Any, **kwargs: Any) -> Any:
        self.clock.outside.begin()
        try:
            transport = await super()._make_subprocess_transport(*args, **kwargs)  # type: ignore[misc]
        finally:
            self.clock.outside.end()
        self.clock.outside.add_child(transport)
        return transport

    async def shutdown_default_executor(  # asyncio's own signature
        self,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> None:
        """Let the jobs of the default pool finish, in virtual time."""
        self._executor_shutdown_called = True
        pool = self._default_executor  # type: ignore[attr-defined]
        if pool is not None:
            await self._ending.join(pool, timeout)

    def close(self) -> None:
        """Close the loop; what will not end is left behind where it does no harm."""
        if not self.is_running() and not self.is_closed():
            self._ending.bury()
            self._ending.abandon()
            self.meter.turn_ends()
        super().close()


def _forget_this_line(made: object) -> None:
    """Take this module out of "created at ...", which asyncio's debug mode shows."""
    lines = getattr(made, "_source_traceback", None)
    if lines:
        del lines[-1]
