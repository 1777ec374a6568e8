"""The whole way: `learn --web`, a file that is saved on disk, a page in a browser."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

pytestmark = [pytest.mark.timeout(180), pytest.mark.slow]

STUB = "async def double(ask):\n    raise NotImplementedError\n"
TWICE = "async def double(ask):\n    await ask()\n    return 2 * await ask()\n"
RIGHT = "async def double(ask):\n    return 2 * await ask()\n"


class Learning:
    """`learn --web` in a process of its own."""

    def __init__(self, kit):
        self.kit = kit
        self.process = None

    def start(self):
        """Start it; return the page's address, as soon as it is printed."""
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "asynclings", "learn", "double", "--web", "--no-open"],
            cwd=self.kit.root,
            env=os.environ
            | {"PYTHONPATH": str(ROOT / "src"), "ASYNCLINGS_ROOT": str(self.kit.root)},
            stdout=subprocess.PIPE,
            text=True,
        )
        said = self.process.stdout.readline()
        return re.search(r"http://127\.0\.0\.1:\d+/#token=\S+", said)[0]

    def stop(self):
        """End it as Ctrl-C does; return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(60)
        self.process.stdout.close()
        self.process = None
        return code


@pytest.fixture
def learning(small_kit):
    """A session that begins with a stub; it is over when the test is."""
    small_kit.answer(STUB)
    session = Learning(small_kit)
    yield session
    if session.process is not None:
        session.stop()


def test_a_save_on_disk_changes_verdict_and_timeline_also_after_a_restart(
    small_kit, learning, page
):
    page.set_default_timeout(60_000)
    first = learning.start()
    page.goto(first)
    page.locator("#verdict .badge.untouched").wait_for()

    small_kit.answer(TWICE)
    page.locator("#verdict .badge.failed").wait_for()
    assert page.locator(".plot .happened .bar").count() == 2

    code = learning.stop()
    page.locator("#connection[data-is=lost]").wait_for()
    small_kit.answer(RIGHT)
    second = learning.start()
    page.locator("#verdict .badge.passed").wait_for()

    page.locator("li.done button[aria-current=true]").wait_for()
    assert (second, code) == (first, 130)
