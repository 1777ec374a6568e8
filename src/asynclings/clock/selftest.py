"""Does the clock work on this Python? A few milliseconds tell."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

from asynclings.clock.install import install
from asynclings.clock.loop import VirtualLoop
from asynclings.clock.private import missing
from asynclings.errors import AsynclingsError, ClockError


def selftest() -> None:
    """Check that virtual time works here.

    Raises:
        AsynclingsError: It does not; the message says what to do.
    """
    install()
    try:
        gone = _missing()
        wrong = f"it has no {', '.join(gone)}" if gone else _first_wrong()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this Python's asyncio
        wrong = f"{type(error).__name__}: {error}"
    if wrong:
        version = ".".join(map(str, sys.version_info[:3]))
        raise AsynclingsError(
            f"the virtual clock does not work on Python {version}: {wrong}.\n"
            "This asynclings does not know that Python's asyncio. Get a newer asynclings, or "
            "use a Python that it was tested on: 3.11, 3.12 or 3.13."
        )


def _missing() -> list[str]:
    loop = VirtualLoop()
    try:
        return missing(loop)
    finally:
        loop.close()


async def two_sleeps_at_once() -> None:
    """Take two seconds."""
    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))


async def three_threads_at_once() -> None:
    """Take one second."""
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 1) for _ in range(3)))


async def a_client_and_a_server() -> None:
    """Take no time, and stay inside the loop."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await reader.read()
    writer.close()
    server.close()


async def waiting_for_nothing() -> None:
    """Never end."""
    await asyncio.Event().wait()


EXPECTED = (
    (two_sleeps_at_once, "2.0 s"),
    (three_threads_at_once, "1.0 s"),
    (a_client_and_a_server, "0.0 s"),
    (waiting_for_nothing, "DeadlockError"),
)


def _first_wrong() -> str:
    for scenario, expected in EXPECTED:
        outcome = _outcome(scenario)
        if outcome != expected:
            name = scenario.__name__.replace("_", " ")
            return f"{name} gave {outcome} instead of {expected}"
    return ""


def _outcome(scenario: Callable[[], Coroutine[Any, Any, None]]) -> str:
    loop = VirtualLoop(cap_seconds=10)
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        try:
            runner.run(scenario())
        except ClockError as error:
            return type(error).__name__
        return f"{loop.time()} s"
