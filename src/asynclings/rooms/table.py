"""Who is meant by which number: the things that one room knows of the other."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import weakref
from collections import Counter
from typing import Any

from asynclings.rooms.wire import WireError

#: Things that one room may know of the other at one time.
MAX_THINGS = 100_000


class Table:
    """The things of this room that the other knows, and those of the other that this one knows."""

    def __init__(self) -> None:
        self._count = itertools.count(1)
        self._own: dict[int, Any] = {}
        self._own_weak: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
        self._own_numbers: dict[int, int] = {}
        self._theirs: dict[int, Any] = {}
        self._their_numbers: dict[int, int] = {}
        # How often each thing was sent, for a release may cross with the next sending.
        self._sent: Counter[int] = Counter()
        self._received: Counter[int] = Counter()
        self._gone: list[list[Any]] = []
        self._held: set[asyncio.Future[Any]] = set()

    def export(self, thing: Any, *, weakly: bool = False) -> int:
        """Return the number of *thing*, which the other room is going to know."""
        known = self._own_numbers.get(id(thing))
        if known is not None and self._is(known, thing):
            if not weakly:
                self._own[known] = thing
            return known
        if len(self._own) > MAX_THINGS:
            raise WireError(f"more than {MAX_THINGS:,} things were handed over")
        given = next(self._count)
        self._own_numbers[id(thing)] = given
        if weakly:
            self._own_weak[given] = thing
            weakref.finalize(thing, self._forget, id(thing), given)
        else:
            self._own[given] = thing
        return given

    def exported(self, given: int) -> Any:
        """Return the thing of ours with this number."""
        thing = self._own.get(given, self._own_weak.get(given))
        if thing is None:
            raise WireError("a thing that was never handed over, or was given back")
        return thing

    def is_exported(self, given: int) -> bool:
        """Tell whether there is such a thing, still."""
        return given in self._own or given in self._own_weak

    def hold(self, thing: asyncio.Future[Any]) -> None:
        """Keep what stands for a future of the other room until it is done."""
        self._held.add(thing)
        asyncio.Future.add_done_callback(thing, self._held.discard)

    def send(self, thing: Any, *, weakly: bool = False) -> int:
        """Return the number of *thing*, which is going to be sent once more."""
        given = self.export(thing, weakly=weakly)
        self._sent[given] += 1
        return given

    def release(self, given: int, times: int | None = None) -> None:
        """Forget the thing of ours with this number, if it was not sent again meanwhile."""
        if times is not None:
            self._sent[given] -= times
            if self._sent[given] > 0:
                return
        self._sent.pop(given, None)
        thing = self._own.pop(given, None)
        if thing is not None and given not in self._own_weak:
            self._forget(id(thing), given)
        if inspect.iscoroutine(thing) and inspect.getcoroutinestate(thing) == inspect.CORO_CREATED:
            thing.close()  # that it was never awaited, the other room reports

    def things(self) -> list[Any]:
        """Return the things of ours that the other room knows."""
        return list(self._own.values())

    def clear(self) -> None:
        """Forget all things of ours."""
        for given in list(self._own):
            self.release(given)

    def add_import(self, given: int, thing: Any) -> None:
        """Note that *thing* stands for thing *given* of the other room."""
        if len(self._theirs) > MAX_THINGS:
            raise WireError(f"more than {MAX_THINGS:,} things were handed over")
        self._their_numbers[id(thing)] = given
        self._received[given] += 1
        if isinstance(thing, BaseException):  # which cannot be held weakly
            self._theirs[given] = lambda: thing
            return
        self._theirs[given] = weakref.ref(thing)
        weakref.finalize(thing, self._lost, id(thing), given).atexit = False

    def errors(self) -> list[BaseException]:
        """Return the exceptions that both rooms know."""
        theirs = (reference() for reference in self._theirs.values())
        known = [*self._own.values(), *theirs]
        return [one for one in known if isinstance(one, BaseException)]

    def imported(self, given: int) -> Any:
        """Return what stands for thing *given* of the other room, if anything does."""
        reference = self._theirs.get(given)
        return None if reference is None else reference()

    def receive(self, given: int) -> Any:
        """Return what stands for thing *given*, which was sent once more, if anything does."""
        thing = self.imported(given)
        if thing is not None:
            self._received[given] += 1
        return thing

    def number_of_import(self, thing: Any) -> int | None:
        """Return the other room's number of what *thing* stands for; None for our own."""
        given = self._their_numbers.get(id(thing))
        return given if given is not None and self.imported(given) is thing else None

    @property
    def has_releases(self) -> bool:
        """Whether something is not known here any more."""
        return bool(self._gone)

    def releases(self) -> list[list[Any]]:
        """Return the notes that give back what nobody here knows any more."""
        gone, self._gone = self._gone, []
        return gone

    def _is(self, given: int, thing: Any) -> bool:
        return self._own.get(given, self._own_weak.get(given)) is thing

    def _forget(self, identity: int, given: int) -> None:
        if self._own_numbers.get(identity) == given:
            del self._own_numbers[identity]

    def _lost(self, identity: int, given: int) -> None:
        if self._their_numbers.get(identity) == given:
            del self._their_numbers[identity]
        if self.imported(given) is not None:
            return  # another stand-in has taken its place
        self._theirs.pop(given, None)
        self._gone.append(["release", given, self._received.pop(given, 1)])
