"""A session without a screen: what it grades, remembers, says."""

import asyncio
import contextlib
import json
import os

import psutil
import pytest

from asynclings import catalog
from asynclings.errors import AsynclingsError, GraderError
from asynclings.learn.grader import Grader
from asynclings.learn.session import Session
from asynclings.learn.watching import saves
from asynclings.plugin.usher import MAX_PRINTED

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]

RIGHT = "async def double(ask):\n    return 2 * await ask()\n"
WRONG = "async def double(ask):\n    return await ask()\n"
ENDLESS = "async def double(ask):\n    while True:\n        pass\n"
PATIENCE = 60


class Watched:
    """A session that runs, with all states that it had."""

    def __init__(self, session):
        self.session = session
        self.states = [session.state]
        self.changed = asyncio.Event()
        session.listen(self.note)

    def note(self, state):
        self.states.append(state)
        self.changed.set()

    async def until(self, happened):
        """Wait until *happened* says so of the state."""
        async with asyncio.timeout(PATIENCE):
            while not happened(self.session.state):
                self.changed.clear()
                await self.changed.wait()

    async def verdict(self, wanted):
        await self.until(lambda state: not state.grading and verdict(state) == wanted)


def verdict(state):
    return state.report and state.report["exercises"][0]["verdict"]


def follow(kit, story, **options):
    """Run a session of *kit* while *story* goes on."""

    async def run():
        watched = Watched(Session(catalog.load(kit.root), **options))
        running = asyncio.create_task(watched.session.run())
        try:
            await story(watched)
        finally:
            watched.session.stop()
            await running

    asyncio.run(run())


def progress(kit):
    return json.loads((kit.root / ".asynclings/progress.json").read_text())


def test_the_last_of_many_saves_is_the_one_that_counts(kit):
    async def story(watched):
        await watched.verdict("not attempted")
        for _ in range(10):
            kit.stub.write_text(ENDLESS)
            await asyncio.sleep(0.02)
            kit.stub.write_text(WRONG)
            await asyncio.sleep(0.02)
        kit.stub.write_text(RIGHT)
        await watched.verdict("passed")
        await asyncio.sleep(0.5)
        assert verdict(watched.session.state) == "passed"

    follow(kit, story)


def test_after_a_rule_that_hung_no_other_is_waited_for(kit):
    kit.stub.write_text(ENDLESS)

    async def story(watched):
        await watched.verdict("failed")
        rules = watched.session.state.report["exercises"][0]["rules"]
        assert [rule["verdict"] for rule in rules] == ["failed", "not reached"]

    follow(kit, story)


def test_what_the_answer_printed_is_part_of_the_report(kit):
    kit.stub.write_text(RIGHT.replace("    return", "    print('x' * 9_999)\n    return"))

    async def story(watched):
        await watched.verdict("passed")
        rules = watched.session.state.report["exercises"][0]["rules"]
        assert {rule["printed"] for rule in rules} == {"x" * MAX_PRINTED}

    follow(kit, story)


def test_progress_counts_attempts_and_keeps_the_first_verdict(kit):
    async def story(watched):
        await watched.verdict("not attempted")
        kit.stub.write_text(WRONG)
        await watched.verdict("failed")
        kit.stub.write_text(RIGHT)
        await watched.verdict("passed")
        watched.session.do("grade")
        graded = watched.session.state.graded
        await watched.until(lambda state: state.graded == graded + 1)

    follow(kit, story)

    entry = progress(kit)["exercises"]["double"]
    assert (entry["attempts"], entry["first"]["verdict"]) == (2, "failed")
    assert (entry["last"]["verdict"], bool(entry["done"])) == ("passed", True)


def test_done_stays_done_when_the_answer_is_spoilt(kit):
    async def story(watched):
        for answer, wanted in ((RIGHT, "passed"), (WRONG, "failed")):
            kit.stub.write_text(answer)
            await watched.verdict(wanted)
        assert watched.session.state.chapters[0].exercises[0].progress == "done"

    follow(kit, story)


def test_a_session_begins_where_the_last_one_was(kit):
    async def story(watched):
        watched.session.do("next")
        await watched.verdict("not attempted")

    follow(kit, story)

    assert Session(catalog.load(kit.root)).state.current == "again"


def test_what_cannot_be_written_is_said_and_grading_goes_on(kit):
    (kit.root / ".asynclings").write_text("somebody's file")

    async def story(watched):
        kit.stub.write_text(RIGHT)
        await watched.verdict("passed")
        await watched.until(lambda state: "Your progress cannot be kept." in state.message)
        watched.session.do("hint")
        assert watched.session.state.hints == ("Ask.",)

    follow(kit, story)


def test_another_exercise_that_is_saved_is_named_but_not_shown(kit):
    async def story(watched):
        await watched.verdict("not attempted")
        (kit.root / "exercises/01_first/02_again.py").write_text(RIGHT)
        await watched.until(lambda state: "You saved again" in state.message)
        assert watched.session.state.current == "double"

    follow(kit, story)


@pytest.mark.parametrize(
    ("action", "argument", "said"),
    [
        ("dance", "", "There is no action 'dance'."),
        ("go", "nowhere", "No exercise or chapter is called 'nowhere'."),
        ("previous", "", "This is the first exercise."),
        ("undo-reset", "", "Nothing to undo"),
        ("reset", "", "as shipped already"),
    ],
)
def test_what_cannot_be_done_is_said(kit, action, argument, said):
    async def ask():
        session = Session(catalog.load(kit.root))
        session.do(action, argument)
        assert said in session.state.message

    asyncio.run(ask())


def test_without_fork_each_save_has_a_process_of_its_own(kit):
    async def story(watched):
        await watched.verdict("not attempted")
        kit.stub.write_text(WRONG)
        await watched.verdict("failed")
        kit.stub.write_text(ENDLESS)
        await asyncio.sleep(0.3)
        kit.stub.write_text(RIGHT)
        await watched.verdict("passed")

    follow(kit, story, grader=Grader(kit.root, forks=False))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="looks for zombies")
def test_no_process_is_left_behind(kit):
    here = psutil.Process()
    before = {child.pid for child in here.children(recursive=True)}

    async def story(watched):
        for answer in (ENDLESS, WRONG, ENDLESS, RIGHT):
            kit.stub.write_text(answer)
            await asyncio.sleep(0.4)
        await watched.verdict("passed")
        ours = [one for one in here.children(recursive=True) if one.pid not in before]
        with contextlib.suppress(psutil.NoSuchProcess):
            assert [one for one in ours if one.status() == psutil.STATUS_ZOMBIE] == []

    follow(kit, story)

    assert {child.pid for child in here.children(recursive=True)} == before


def test_a_grader_that_does_not_parse_is_the_kits_fault(kit):
    grader = kit.root / "graders/01_first/test_01_double.py"

    async def ask():
        asker = Grader(kit.root)
        try:
            await asker.prepare("double")
            grader.write_text("def test_nothing(:\n")
            with pytest.raises(GraderError, match="no answer is to blame"):
                await asker.grade("double")
        finally:
            await asker.close()

    kit.stub.write_text(RIGHT)
    asyncio.run(ask())


def test_a_warm_process_that_is_killed_is_replaced(kit):
    async def ask():
        asker = Grader(kit.root)
        try:
            await asker.prepare("double")
            asker._process.kill()
            with contextlib.suppress(GraderError):
                await asker.grade("double")
            report = await asker.grade("double")
            assert report.exercises[0].verdict == "passed"
        finally:
            await asker.close()

    kit.stub.write_text(RIGHT)
    asyncio.run(ask())


def test_a_folder_that_cannot_be_watched_is_an_error_that_says_what_to_do(tmp_path):
    async def watch():
        async for _ in saves(tmp_path / "nowhere", asyncio.Event()):
            pass

    with pytest.raises(AsynclingsError, match="nowhere cannot be watched"):
        asyncio.run(watch())


def test_a_folder_is_looked_at_where_the_system_has_no_watches_left(tmp_path, monkeypatch):
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")

    async def watch():
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.5, (tmp_path / "x.py").write_text, "saved")
        seen = set()
        async for changed in saves(tmp_path, stop):
            seen |= changed
            stop.set()
        return seen

    assert tmp_path / "x.py" in asyncio.run(watch())
