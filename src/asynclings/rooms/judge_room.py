"""The judge's room: what the answer can ask of it, and how the judge speaks with it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Mapping
from typing import Any

from asynclings.clock.idle import LoopWaiting
from asynclings.clock.passing import Passing
from asynclings.clock.virtual import to_ns
from asynclings.contract import Definition
from asynclings.errors import ClockError, GraderError
from asynclings.rooms.connections import Doorkeeper
from asynclings.rooms.operations import CommonRoom
from asynclings.rooms.pairs import Twins
from asynclings.rooms.spans import ReceivedSpans
from asynclings.rooms.twins import TwinLoop
from asynclings.rooms.values import array, number, text
from asynclings.rooms.wire import RoomLostError, Wire, WireError
from asynclings.scenario import Scenario, WatchedLoop
from asynclings.seen import LAWS, Broken
from asynclings.surface import Callee, Handle

#: Timers that one answer may let fire between two frames.
MAX_TIMERS = 10_000_000


class InRoom(Scenario):
    """A scenario whose answer is in another room."""

    room: JudgeRoom | None


class JudgeLoop(WatchedLoop, TwinLoop):
    """A loop of the judge."""

    _scenario: InRoom

    def connect_local(self, sock: socket.socket, address: tuple[str, int]) -> None:
        """Connect *sock* to the server of this loop at *address*."""
        listener = self._listener_at(sock, self._located(sock, address))
        if listener is not None:
            self._connect(sock, listener, self.call_soon)

    def canned(self, url: str, **answer: Any) -> Any:
        """Return a context manager that has the answer's requests for *url* answered."""
        if self._scenario.room is None:
            raise GraderError("canned answers are for an answer, which has not been loaded")
        return self._scenario.room.border.request("canned", url, answer)

    def collect_garbage(self) -> None:
        """Have the answer's room throw away what nobody holds any more."""
        if self._scenario.room is not None:
            self._scenario.room.border.request("collect")


class _TwinWaiting(LoopWaiting):
    """A loop of the judge whose twin, which runs, waits until *until_ns* at the latest."""

    def __init__(self, loop: TwinLoop, until_ns: int | None) -> None:
        super().__init__(loop)
        self._twin_until_ns = until_ns

    def until_ns(self) -> int | None:
        """Return when the next timer of any room is due."""
        instants = (super().until_ns(), self._twin_until_ns)
        return min((ns for ns in instants if ns is not None), default=None)


class JudgeRoom(CommonRoom):
    """Serves the answer, and speaks for the judge.

    Args:
        wire: The line to the answer.
        scenario: What the answer takes part in.
    """

    def __init__(self, wire: Wire, scenario: Scenario) -> None:
        super().__init__(wire, Twins(self._new_loop, 1))
        self._scenario = scenario
        self.home_name = f"answer_{scenario.path.stem}"
        self._spans = ReceivedSpans(scenario.timeline)
        self.operations |= {
            "wait": self._wait,
            "post:span": self._spans.write,
            **Doorkeeper(self.border).operations,
        }

    # --- what the judge asks ----------------------------------------------------------

    def begin_to_load(self, source: str, contract: Mapping[str, Definition]) -> None:
        """Have the answer loaded; see `loaded`."""
        wanted = [
            [one.name, one.kind, one.positional, list(one.keywords), one.header]
            for one in contract.values()
        ]
        self.border.tell("load", str(self._scenario.path), source, wanted)

    def loaded(self) -> Any:
        """Return what stands for the answer's module, once it is loaded.

        Raises:
            SubmissionError: It cannot be graded as it is.
        """
        defined = self.border.told()
        if type(defined) is not dict:
            raise WireError("names that are none")
        module = _Module()
        module.__dict__ = _Names(self)
        module.__dict__ |= defined
        module.__name__, module.__file__ = self.home_name, str(self._scenario.path)
        return module

    def seen(self, *, so_far: bool = False) -> tuple[list[Broken], list[BaseException], int]:
        """Return what was seen of the laws in the answer's room: by now, or at its end."""
        told = self.border.request("so_far" if so_far else "finish")
        try:
            broken = [Broken(*(text(part) for part in row)) for row in told["broken"]]
            gone, sessions = told["gone"], number(told["sessions"])
        except (KeyError, TypeError):
            raise WireError("a summary that is none") from None
        if not all(one.law in LAWS for one in broken):
            raise WireError("a law that does not exist")
        return broken, [one for one in array(gone) if isinstance(one, BaseException)], sessions

    def describe(self, loop: TwinLoop) -> str:
        """Return who waits for what in the answer's room, as lines."""
        if self.border.lost is not None:
            return ""
        return "\n  ".join(
            text(line) for line in array(self.border.request("describe", loop.number))
        )

    def forget(self) -> Wire:
        """Have the answer forgotten; return the line, on which its worker will say so."""
        with contextlib.suppress(RoomLostError):  # whoever reads the line sees that, too
            self.border.tell("forget")
        return self.border.wire

    # --- how the border sees this room --------------------------------------------------

    def unwrap(self, thing: Any) -> Any:
        """Return what a wrapper of the surface stands for."""
        return thing._target if isinstance(thing, Callee | Handle) else thing

    def state(self) -> list[Any]:
        """Return what the answer must know before it goes on."""
        return [self._scenario.clock.ns, *super().state()]

    def heed(self, state: list[Any]) -> None:
        """Take note of the answer's timers and state."""
        now, timers, *rest = array(state, 7)
        self._advance(number(now))
        if not 0 <= number(timers) <= MAX_TIMERS:
            raise WireError("an impossible number of timers")
        self._scenario.timeline.timers += timers
        super().heed(rest)

    def context(self) -> list[Any]:
        """Return in which loop and task something is asked for."""
        loop = asyncio._get_running_loop()
        if isinstance(loop, JudgeLoop) and not loop.number:
            self.twins.add(loop, self.border)
            loop.explainers.append(lambda: self.describe(loop))
        return super().context()

    # --- what the answer asks ---------------------------------------------------------

    def _new_loop(self) -> TwinLoop:
        loop = JudgeLoop(self._scenario)
        loop.explainers.append(lambda: self.describe(loop))
        loop.set_exception_handler(self._scenario.watch.handle)
        return loop

    def _advance(self, ns: int) -> None:
        clock = self._scenario.clock
        if not clock.ns <= ns <= to_ns(clock.cap_seconds):
            raise WireError("an instant that cannot be now")
        if ns > clock.ns:  # something has blocked over there
            clock.advance_to(ns)

    def _wait(self, given: Any, until: Any) -> None:
        loop = self.twins.turned_by_hand(given)
        if until is not None and number(until) < self._scenario.clock.ns:
            return
        waiting = _TwinWaiting(loop, until)
        try:
            Passing(self._scenario.clock, waiting).run()
        except ClockError as error:
            raise loop.failed(error) from None


class _Module:
    """Stands for the answer's module."""

    __name__: str
    __file__: str


class _Names(dict[str, Any]):
    """The names of the answer's module: those of the contract, others when they are asked for."""

    def __init__(self, room: JudgeRoom) -> None:
        super().__init__()
        self._room = room

    def __missing__(self, name: str) -> Any:
        value = self[name] = self._room.border.request("name", name)
        return value
