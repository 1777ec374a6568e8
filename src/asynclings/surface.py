"""The narrow surface through which a grader touches an answer."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import re
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Protocol

from asynclings.contract import Definition
from asynclings.errors import SubmissionError

#: What Python shows of an object that does not say more of itself.
_ADDRESS = re.compile(r"<(?:\w+\.)*(\w+) object at 0x[0-9a-fA-F]+>")


class Witness(Protocol):
    """Whoever wants to know what an answer was asked and what it gave back."""

    def called(self, call: str) -> None:
        """Note that *call*, written as Python, begins."""

    def answered(self, value: object) -> None:
        """Note what the call gave back."""

    def failed(self, error: BaseException) -> None:
        """Note what left the call."""


class Surface:
    """Wraps what belongs to one answer, so that each call of it is witnessed."""

    def __init__(
        self, module: ModuleType, contract: Mapping[str, Definition], witness: Witness
    ) -> None:
        self.module = module
        self.contract = contract
        self.witness = witness

    def name(self, name: str) -> Any:
        """Return the answer's public *name*, wrapped.

        Raises:
            SubmissionError: There is none.
        """
        try:
            value = self.module.__dict__[name]
        except KeyError:
            where = self.module.__file__ or ""
            raise SubmissionError(f"{name!r} is missing.", where, "Define it again.") from None
        return self.wrap(value, name)

    def wrap(self, value: Any, label: str) -> Any:
        """Return *value*, wrapped when it belongs to the answer or can be called."""
        if inspect.isclass(value) and issubclass(value, BaseException):
            return value
        if inspect.isasyncgen(value) or inspect.isgenerator(value):
            return Handle(self, value, label)
        if inspect.isroutine(value) or inspect.isclass(value):
            return Callee(self, value, label)
        mine = type(value).__module__ == self.module.__name__
        if mine and not dataclasses.is_dataclass(value) and not isinstance(value, BaseException):
            return Handle(self, value, label)
        return value


class Callee:
    """A function, method or class of the answer."""

    def __init__(self, surface: Surface, target: Callable[..., Any], label: str) -> None:
        self._surface = surface
        self._target = target
        self._label = label

    def __repr__(self) -> str:
        return self._label

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it; a coroutine comes back as one that is witnessed to its end."""
        witness, call = self._surface.witness, _written(self._label, args, kwargs)
        self._check_arguments(call, args, kwargs)
        witness.called(call)
        wanted = self._surface.contract.get(self._label)
        try:
            value = self._target(*args, **kwargs)
        except BaseException as error:
            witness.failed(error)
            raise
        if wanted is not None and wanted.kind == "async def":
            if not inspect.isawaitable(value):
                raise self._not_a_coroutine(value, wanted)
            return self._witnessed(value)
        if wanted is not None and wanted.kind == "async generator":
            if not hasattr(value, "__aiter__"):
                raise self._not_an_iterator(value, wanted)
        elif wanted is None and inspect.iscoroutine(value):  # a method of a class
            return self._witnessed(value)
        witness.answered(value)
        return self._surface.wrap(value, call if inspect.isclass(self._target) else self._label)

    def _witnessed(self, awaitable: Any) -> Any:
        finish: Any = self._finish(awaitable)
        # What Python says of a call that nobody awaited is in the learner's words.
        finish.__name__ = finish.__qualname__ = self._label
        return finish

    async def _finish(self, awaitable: Any) -> Any:
        try:
            value = await awaitable
        except BaseException as error:
            self._surface.witness.failed(error)
            raise
        self._surface.witness.answered(value)
        return self._surface.wrap(value, self._label)

    def _check_arguments(self, call: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        try:
            signature = inspect.signature(self._target)
        except ValueError:
            return  # a builtin that does not tell; the call itself will
        try:
            signature.bind(*args, **kwargs)
        except TypeError as error:
            what = f"{call} does not fit yours, which takes {signature}: {error}."
            raise SubmissionError(what, self._where(), "Keep the stub's signature.") from None

    def _not_a_coroutine(self, value: object, wanted: Definition) -> SubmissionError:
        what = f"Calling {self._label}() gave {_short(value)}, which cannot be awaited."
        return SubmissionError(what, self._where(), f"Write `{wanted.header}:`.")

    def _not_an_iterator(self, value: object, wanted: Definition) -> SubmissionError:
        if inspect.iscoroutine(value):
            value.close()  # it is never going to be awaited, and that is our doing
        what = f"Calling {self._label}() gave {_short(value)}; `async for` cannot go through it."
        return SubmissionError(what, self._where(), f"Write `{wanted.header}:`, with a `yield`.")

    def _where(self) -> str:
        code = getattr(self._target, "__code__", None)
        return f"{self._surface.module.__file__}:{code.co_firstlineno}" if code else ""


class Handle:
    """An object that the answer made; only what a stub may declare can be done with it."""

    def __init__(self, surface: Surface, target: Any, label: str) -> None:
        self._surface = surface
        self._target = target
        self._label = label

    def __repr__(self) -> str:
        return self._label

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"{name!r} is not part of what a stub declares")
        owner = self._label.partition("(")[0]
        try:
            value = getattr(self._target, name)
        except AttributeError:
            where = self._surface.module.__file__ or ""
            what = f"{owner} has no {name!r}."
            raise SubmissionError(what, where, "Keep the stub's attributes.") from None
        return self._surface.wrap(value, f"{owner}.{name}")

    def _special(self, name: str, *args: Any) -> Any:
        method = self._method(name)
        return Callee(self._surface, method, f"{self._label}.{name}")(*args)

    async def _unnoted(self, name: str, *args: Any) -> Any:
        # Not a call that a grader wrote: the one inside the block is what a report shows.
        try:
            return await self._method(name)(*args)
        except BaseException as error:
            self._surface.witness.failed(error)
            raise

    def _method(self, name: str) -> Any:
        method = getattr(type(self._target), name, None)
        if method is None:
            what = f"{self._label.partition('(')[0]} has no {name}()."
            raise SubmissionError(what, self._surface.module.__file__ or "", "Define it.")
        return method.__get__(self._target)

    def __len__(self) -> int:
        return int(self._special("__len__"))

    def __call__(self, *args: Any) -> Any:
        """Call the object."""
        return self._special("__call__", *args)

    async def __aenter__(self) -> Any:
        entered = await self._unnoted("__aenter__")
        return self if getattr(entered, "_target", entered) is self._target else entered

    async def __aexit__(self, *exc: object) -> Any:
        return await self._unnoted("__aexit__", *exc)

    def __aiter__(self) -> Any:
        return Handle(self._surface, type(self._target).__aiter__(self._target), self._label)

    async def __anext__(self) -> Any:
        try:
            value = await self._target.__anext__()
        except StopAsyncIteration:
            raise
        except BaseException as error:
            self._surface.witness.failed(error)
            raise
        self._surface.witness.answered(value)
        return self._surface.wrap(value, self._label)


def _written(label: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    shown = [_short(arg) for arg in args]
    shown += [f"{name}={_short(value)}" for name, value in kwargs.items()]
    return f"{label}({', '.join(shown)})"


def _short(value: object, limit: int = 60) -> str:
    if inspect.isroutine(value) and hasattr(value, "__name__"):
        return str(value.__name__)
    if isinstance(value, asyncio.Task):  # its own text tells where, not which
        return f"<Task {value.get_name()}>"
    try:
        text = _ADDRESS.sub(r"<\1>", repr(value))
    except Exception as error:  # noqa: BLE001 - an answer's __repr__ may do anything
        text = f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    return text if len(text) <= limit else text[: limit - 1] + "…"
