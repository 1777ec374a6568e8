"""Who runs an answer: one worker for all rules that it passes, a new one whenever in doubt."""

import asyncio
import sys

import pytest

from asynclings.errors import AsynclingsError
from asynclings.rooms import levels, rehearsal
from asynclings.rooms.isolated import IsolatedScenario
from asynclings.rooms.workers import Workers

pytestmark = [
    pytest.mark.timeout(60),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rooms need Linux"),
]

ANSWER = """
import asyncio
import os
import threading

seen = []


async def who(what):
    seen.append(what)
    if what == "raise":
        raise LookupError(what)
    if what == "forget":
        asyncio.sleep(0)
    if what == "thread":
        threading.Thread(target=os.read, args=(os.pipe()[0], 1), daemon=True).start()
    print(what)
    return os.getpid(), len(seen)
"""

SOLUTION = "async def who(what): ...\n"


@pytest.fixture
def workers(monkeypatch):
    monkeypatch.setattr("asynclings.rooms.workers.LONG_WALL_SECONDS", 60)  # on a busy machine
    workers = Workers("rlimits")
    yield workers
    workers.close()


@pytest.fixture
def ask(workers, tmp_path):
    """Run one rule; return which process did it, and how often it thinks that it was asked."""

    def ask(what="hello", answer=ANSWER):
        path, solution = tmp_path / "answer.py", tmp_path / "solution.py"
        path.write_text(answer)
        solution.write_text(SOLUTION)
        scenario = IsolatedScenario(path, solution, "rule", workers)

        told = []

        async def test():
            told.extend(await scenario.surface.name("who")(what))
            assert what != "be wrong"

        try:
            with asyncio.Runner(loop_factory=scenario.new_loop) as runner:
                runner.run(scenario.run_async(test))
        except (LookupError, AssertionError):
            told.extend((0, 0))
        finally:
            scenario.close()
        return tuple(told[:2])

    return ask


def test_the_rules_of_an_answer_run_in_one_worker_and_find_nothing_of_each_other(ask):
    first, second, third = ask(), ask("be wrong"), ask()

    assert first == second == third
    assert first[1] == 1


@pytest.mark.parametrize("doubtful", ["raise", "forget", "thread"])
def test_after_a_rule_in_doubt_there_is_a_new_worker(ask, doubtful):
    before, _ = ask()
    ask(doubtful)
    after, count = ask()

    assert after != before
    assert count == 1


def test_a_rule_that_took_long_is_the_last_of_its_worker(monkeypatch, ask):
    monkeypatch.setattr("asynclings.rooms.workers.LONG_WALL_SECONDS", 0)

    assert ask()[0] != ask()[0]


def test_another_answer_has_another_worker(ask):
    one, _ = ask()
    other, _ = ask(answer=ANSWER + "# another one\n")

    assert other != one


def test_a_worker_that_is_retired_is_not_used_again_even_by_the_same_answer(workers, ask):
    before, _ = ask()
    workers.retire()
    after, _ = ask()

    assert after != before
    assert workers._next is None  # it was the one that had been prepared


def test_a_worker_that_was_prepared_is_not_used_where_a_library_is_wanted(workers, ask):
    workers.retire()
    prepared, _ = workers._next

    ask(answer="import aiohttp\n" + ANSWER)

    assert prepared.line.fileno() == -1
    workers.retire()
    kept, _ = workers._next
    ask(answer="import aiohttp\n" + ANSWER)
    assert kept.line.fileno() != -1  # all that were made after it was imported have it


def test_what_an_answer_prints_is_told_once(workers, ask):
    ask("first")
    assert workers.printed(1_000) == "first\n"

    ask("second")
    assert workers.printed(3) == "sec"
    assert workers.printed(1_000) == ""


def test_what_is_left_of_one_answer_prints_nothing_into_the_report_on_the_next(workers, ask):
    chatter = "import os\nif not os.fork():\n    while True: os.write(1, b'buy!')\n"
    ask(answer=chatter + ANSWER)
    workers.retire()

    ask("quiet", answer=ANSWER)

    assert workers.printed(1_000) == "quiet\n"


def test_the_next_weaker_level_is_taken_where_a_room_cannot_be_opened(monkeypatch, tmp_path):
    broken(monkeypatch, "bubblewrap")
    workers = Workers("bubblewrap", "rlimits")
    try:
        workers.settle()
        assert workers.level == "rlimits"
        assert workers.printed(1_000) == ""
    finally:
        workers.close()


def test_no_room_at_all_says_what_the_system_says(monkeypatch):
    broken(monkeypatch, "rlimits")
    workers = Workers("rlimits")

    with pytest.raises(AsynclingsError, match=r"'rlimits'(.|\n)*no rooms today"):
        workers.settle()


def broken(monkeypatch, level):
    """Let no room of *level* come up."""
    command = levels.command

    def complain(given, arguments, shared):
        if given != level:
            return command(given, arguments, shared)
        return [sys.executable, "-c", "import sys; sys.exit('no rooms today')"]

    monkeypatch.setattr(levels, "command", complain)


def test_a_room_that_was_taken_down_is_opened_again_and_warmed(workers, ask):
    warmed = []
    workers.warm = warmed.append
    ask()
    workers.revive()
    assert warmed == []

    workers.room.opened().process.kill()
    workers.revive()

    assert warmed == [workers]
    assert ask()[1] == 1


def test_a_rehearsal_leaves_nothing_that_an_answer_finds(workers, ask):
    rehearsal.rehearse(workers)

    pid, count = ask()

    assert count == 1
    assert pid != workers.room.opened().process.pid
    assert "rehears" not in workers.printed(10_000)


def test_a_rehearsal_that_goes_wrong_costs_nothing_but_warmth(monkeypatch, workers, ask):
    monkeypatch.setattr(rehearsal, "ANSWER", "import os\nos._exit(3)\n")

    rehearsal.rehearse(workers)

    assert ask()[1] == 1
