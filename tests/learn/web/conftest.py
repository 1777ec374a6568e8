"""A page's server on a real event loop, beside the tests; its source is a list of states."""

import asyncio
import threading
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from asynclings.learn.state import ChapterRows, Row, State
from asynclings.learn.web.server import serving

CHROMIUM = Path("/usr/bin/chromium")


def span(name, start, end, kind="call", *, outcome="returned", where="", task=""):
    """Return a span as a report has it."""
    return {
        "kind": kind,
        "name": name,
        "start": start,
        "end": end,
        "outcome": outcome if end is not None and kind != "mark" else "",
        "where": where,
        "task": task,
    }


def report_on(slug, *, verdict="failed", happened="3 s = 1 + 2", timeline=(), expected=()):
    """Return a report on one exercise of one rule, as JSON."""
    rule = {
        "id": "both_at_once",
        "rule": "both are made at once",
        "promise": "Both are made at once.",
        "verdict": verdict,
        "law": "",
        "evidence": {
            "call": "breakfast(tea, toast)",
            "expected": "2 s = max(1, 2)",
            "happened": happened,
            "where": "",
            "detail": "",
        },
        "findings": [],
        "also_seen": [],
        "expected": list(expected),
        "timeline": list(timeline),
        "virtual_seconds": 3.0,
    }
    exercise = {
        "slug": slug,
        "verdict": verdict,
        "path": f"exercises/01_meals/01_{slug}.py",
        "reason": "",
        "findings": [],
        "rules": [rule],
    }
    return {"exercises": [exercise]}


ASKED = (span("tea", 0.0, 1.0), span("toast", 0.0, 2.0))
ONE_BY_ONE = (span("tea", 0.0, 1.0), span("toast", 1.0, 3.0))

STATE = State(
    chapters=(
        ChapterRows(
            "meals",
            1,
            "Meals",
            (
                Row(
                    "breakfast",
                    "1.1",
                    "Make tea and toast",
                    stretch=False,
                    progress="tried",
                    attempts=2,
                ),
                Row("dinner", "1.2", "Cook for fifty", stretch=True, progress="open"),
            ),
        ),
    ),
    current="breakfast",
    path="/kit/exercises/01_meals/01_breakfast.py",
    text="Make tea and toast.",
    idea="# Chapter 1: meals\n\nTwo things at *once*.",
    hints=("Begin *both*.",),
    hints_left=2,
    report=report_on("breakfast", expected=ASKED, timeline=ONE_BY_ONE),
)


class Source:
    """States that a test puts there, and the wishes that a page has sent."""

    def __init__(self, state):
        self.state = state
        self.wishes = []
        self._listeners = []

    def listen(self, listener):
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def put(self, state):
        self.state = state
        for listener in list(self._listeners):
            listener(state)

    def do(self, deed, slug=""):
        self.wishes.append((deed, slug))
        if deed == "next":
            self.put(replace(self.state, current="dinner", report=None))


class Hosted:
    """A loop in a thread of its own, on which a server can be started and stopped."""

    def __init__(self, keep):
        self.keep = keep
        self.source = Source(STATE)
        self.address = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._serving = None

    def run(self, coroutine):
        """Run *coroutine* on the loop; return what it returns."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    def start(self, port=0):
        async def enter():
            self._serving = AsyncExitStack()
            return await self._serving.enter_async_context(serving(self.source, self.keep, port))

        self.address = self.run(enter())
        return self.address

    def stop(self):
        if self._serving is not None:
            self.run(self._serving.aclose())
            self._serving = None

    def put(self, state):
        self._loop.call_soon_threadsafe(self.source.put, state)

    def close(self):
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


@pytest.fixture
def state():
    """What a learner sees who has made tea before toast."""
    return STATE


@pytest.fixture
def report():
    """Return what makes a report on one exercise."""
    return report_on


@pytest.fixture
def one_by_one():
    """The spans of tea, then toast."""
    return ONE_BY_ONE


@pytest.fixture
def hosted(tmp_path):
    """A server that has been started."""
    host = Hosted(tmp_path / ".asynclings" / "web.json")
    host.start()
    yield host
    host.close()


@pytest.fixture(scope="module")
def browser():
    """A real Chromium, for all tests of a module."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A new page, which must have had nothing to complain about in the end."""
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    complaints = [each for each in page.complaints if "ERR_CONNECTION_REFUSED" not in each]
    context.close()
    assert complaints == []
