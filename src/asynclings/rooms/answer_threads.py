"""Threads of the answer: when they run, and how they ask the judge for something."""

from __future__ import annotations

from typing import Any

from asynclings.clock.jobs import Job, Jobs, Park
from asynclings.clock.places import here
from asynclings.clock.quiet import Quiet
from asynclings.clock.stalls import Work
from asynclings.rooms.border import Border
from asynclings.rooms.twins import TwinLoop


class _Call:
    """A request that a thread waits for."""

    def __init__(self, body: list[Any], job: Job) -> None:
        self.body = body
        self.job = job
        self.park = Park(None, "the judge")
        self.value: Any = None
        self.error: BaseException | None = None


class Threads:
    """Lets threads run while their loop has nothing to do.

    Args:
        border: The way to the judge.
        jobs: The threads.
    """

    def __init__(self, border: Border, jobs: Jobs) -> None:
        self._border = border
        self._jobs = jobs
        self._calls: list[_Call] = []

    def ask(self, body: list[Any]) -> Any:
        """Ask the judge on behalf of the calling thread, which waits meanwhile."""
        place = here()
        if place is None or place.job is None:
            raise RuntimeError("only threads that asyncio knows can call what a grader gave")
        call = _Call(body, place.job)
        self._calls.append(call)
        self._jobs.wait(call.job, call.park)
        if call.error is not None:
            raise call.error
        return call.value

    def run(self, loop: TwinLoop) -> None:
        """Let every thread go on that may at this instant, until *loop* has something to do."""
        while not loop._ready:
            if self._calls:
                self._answer(self._calls.pop(0))
            elif self._jobs.is_busy():
                if Quiet(self._jobs).wait() in (Work.LOCKED, Work.IN_KERNEL):
                    return
            elif self._is_due(loop.clock.ns):
                self._jobs.let_go()
            else:
                return

    def _is_due(self, now: int) -> bool:
        earliest = self._jobs.earliest()
        return earliest is not None and earliest <= now

    def _answer(self, call: _Call) -> None:
        try:
            call.value = self._border.request(*call.body)
        except BaseException as error:  # noqa: BLE001 - it belongs to the thread
            call.error = error
        self._jobs.release(call.job, call.park)
