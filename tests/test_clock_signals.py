"""Signals in virtual time: handled at the very instant at which they are sent."""

import asyncio
import os
import signal
import sys
import time

import pytest

from asynclings.clock import VirtualLoop, install
from asynclings.errors import DeadlockError

install()

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no add_signal_handler there")


def run(main):
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())


def kill_self(number):
    os.kill(os.getpid(), number)


@pytest.fixture(autouse=True)
def handlers_as_before():
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1)
    before = [signal.getsignal(number) for number in numbers]
    yield
    assert [signal.getsignal(number) for number in numbers] == before


@pytest.mark.parametrize("send", [kill_self, signal.raise_signal], ids=["kill", "raise_signal"])
def test_a_signal_is_handled_at_the_instant_at_which_it_is_sent(send):
    async def main():
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        loop.call_later(1, send, signal.SIGTERM)
        async with asyncio.timeout(60):
            await stop.wait()
        loop.remove_signal_handler(signal.SIGTERM)
        return loop.time()

    assert run(main) == 1.0


def test_every_signal_counts():
    async def main():
        loop = asyncio.get_running_loop()
        seen = []
        loop.add_signal_handler(signal.SIGUSR1, lambda: seen.append(loop.time()))
        for second in (1, 2, 2.5):
            loop.call_later(second, kill_self, signal.SIGUSR1)
        await asyncio.sleep(10)
        loop.remove_signal_handler(signal.SIGUSR1)
        return seen

    assert run(main) == [1.0, 2.0, 2.5]


def test_a_thread_may_send_one():
    async def main():
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        loop.add_signal_handler(signal.SIGUSR1, stop.set)

        def send_later():
            time.sleep(1.5)
            kill_self(signal.SIGUSR1)

        worker = loop.run_in_executor(None, send_later)
        async with asyncio.timeout(60):
            await stop.wait()
        await worker
        loop.remove_signal_handler(signal.SIGUSR1)
        return loop.time()

    assert run(main) == 1.5


def test_a_removed_handler_leaves_the_default_behind():
    async def main():
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, lambda: None)
        return loop.remove_signal_handler(signal.SIGTERM), signal.getsignal(signal.SIGTERM)

    assert run(main) == (True, signal.SIG_DFL)


def test_a_loop_that_is_closed_leaves_no_handler_behind():
    async def main():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: None)

    run(main)

    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_ctrl_c_cancels_the_main_task_at_that_instant():
    seen = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(1, kill_self, signal.SIGINT)
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            seen.append(loop.time())
            raise

    with pytest.raises(KeyboardInterrupt):
        run(main)

    assert seen == [1.0]


def test_to_wait_for_a_signal_that_nobody_sends_is_a_deadlock():
    """In an exercise nobody outside sends one, so there is nothing to wait for."""

    async def main():
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        await stop.wait()

    with pytest.raises(DeadlockError, match=r"test_clock_signals\.py:\d+ in main\(\)"):
        run(main)
