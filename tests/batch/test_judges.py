"""Warm judges: each answer is graded as if it were the only one, whatever the last one did."""

import contextlib
import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from asynclings import catalog
from asynclings.batch.judges import Judges
from asynclings.errors import GraderError
from asynclings.rooms import levels

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]

RIGHT = b"async def double(ask):\n    return 2 * await ask()\n"
WRONG = b"async def double(ask):\n    return 3 * await ask()\n"
#: It prints, as a learner may; so it needs room for its output.
TALKING = b"async def double(ask):\n    print('x' * 1_000)\n    return 2 * await ask()\n"

#: What each of them does to its room.
ROUGH = {
    "leaves": b"import os\nos._exit(3)\n",
    "hangs": b"async def double(ask):\n    while True:\n        pass\n",
    "floods": b"async def double(ask):\n    while True:\n        print('x' * 100_000)\n",
    "hangs up": b"import os\nos.closerange(3, 64)\n",
    "kills": b"import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(0, 9)\n",
    "does not end": b"import os\nif not os.fork():\n    while True: pass\n" + RIGHT,
}


@pytest.fixture(autouse=True)
def isolation():
    if why := levels.missing("rlimits"):
        pytest.skip(f"no isolation here: {why}")


@pytest.fixture
def kit(small_kit):
    return catalog.load(small_kit.root)


def judges(kit, jobs=1):
    return Judges(kit.root, jobs=jobs, required="rlimits", exercises=kit.exercises)


def grade(judges, kit, answer, seed=7):
    (exercise,) = kit.choose(["double"])
    (result,) = judges.grade(exercise, answer, seed=seed).exercises
    return result.verdict


def descendants(pid):
    """Return the processes that *pid* has started, and those that they have."""
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in file.read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(pids):
    """Wait until none of *pids* lives; return those that still do."""
    deadline = time.monotonic() + 30
    while (left := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


@pytest.mark.parametrize("answer", [RIGHT, WRONG, b"def double(:\n", b"\xff"])
def test_a_report_is_the_one_that_grading_it_alone_gives(kit, small_kit, answer):
    file = small_kit.root / "01_double.py"
    file.write_bytes(answer)
    options = ("--answers", str(file), "--isolated", "--seed", "7", "--json", "-")

    alone = small_kit.run("grade", "double", *options).stdout
    with judges(kit) as judging:
        judging.grade(*kit.choose(["double"]), RIGHT, seed=8)
        report = judging.grade(*kit.choose(["double"]), answer, seed=7).to_json()

    written = json.dumps([json.loads(alone), report])  # each says where its answer lay
    expected, report = json.loads(written.replace(f"{small_kit.root}{os.sep}", ""))
    assert report == expected


@pytest.mark.parametrize("answer", ROUGH.values(), ids=ROUGH)
def test_the_next_verdict_is_right_whatever_the_last_answer_did(kit, answer):
    with judges(kit) as judging:
        verdict = grade(judging, kit, answer)
        after = [grade(judging, kit, one) for one in (TALKING, WRONG, RIGHT)]

    assert verdict != "grader error"
    assert after == ["passed", "failed", "passed"]


def test_threads_may_share_the_judges(kit):
    answers = [RIGHT, WRONG, TALKING] * 5

    with judges(kit, jobs=2) as judging, ThreadPoolExecutor(4) as threads:
        verdicts = list(threads.map(lambda one: grade(judging, kit, one), answers))

    assert verdicts == ["passed", "failed", "passed"] * 5


def test_a_judge_that_dies_is_replaced(kit):
    with judges(kit) as judging:
        grade(judging, kit, RIGHT)
        for pid in descendants(os.getpid()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

        verdicts = []
        for _ in range(2):
            with contextlib.suppress(GraderError):  # told once, where it was lost over an answer
                verdicts.append(grade(judging, kit, RIGHT))

    assert verdicts
    assert set(verdicts) == {"passed"}


def test_a_grader_that_cannot_be_read_is_said_to_be_to_blame(kit, small_kit):
    small_kit.write("graders/01_first/test_01_double.py", "import nothing_at_all\n")

    with judges(kit) as judging, pytest.raises(GraderError, match="nothing_at_all"):
        grade(judging, kit, RIGHT)


def test_one_process_judges_the_next_answer_too_but_no_worker_runs_it(kit):
    with judges(kit) as judging:
        grade(judging, kit, RIGHT)
        (judge,) = (one._process.pid for one in judging._all)
        itself, rooms = of(judge)
        assert [grade(judging, kit, answer) for answer in (RIGHT, WRONG)] == ["passed", "failed"]
        assert of(judge)[0] == itself
        assert len(rooms & of(judge)[1]) <= 1  # what makes workers, where it has a process for it


def test_a_process_that_has_lost_an_answer_judges_no_other_one(kit):
    with judges(kit) as judging:
        grade(judging, kit, RIGHT)
        (judge,) = (one._process.pid for one in judging._all)
        before, _ = of(judge)
        assert grade(judging, kit, ROUGH["leaves"]) == "failed"
        assert grade(judging, kit, RIGHT) == "passed"
        assert of(judge)[0] != before


def of(judge):
    """Return which processes *judge* has started itself, and which those have."""
    started = set(map(int, Path(f"/proc/{judge}/task/{judge}/children").read_text().split()))
    return started, set(descendants(judge)) - started


@pytest.mark.parametrize("answer", [RIGHT, ROUGH["kills"], ROUGH["leaves"]])
def test_closing_leaves_no_process_or_file_behind(kit, tmp_path_factory, monkeypatch, answer):
    folder = tmp_path_factory.mktemp("files")
    monkeypatch.setenv("TMPDIR", str(folder))
    before = set(descendants(os.getpid()))
    judging = judges(kit, jobs=2)
    for one in (RIGHT, answer, RIGHT, RIGHT):
        grade(judging, kit, one)
    started = set(descendants(os.getpid())) - before

    judging.close()

    assert len(started) >= 4  # two judges with a zygote each
    assert wait_until_gone(started) == []
    assert list(folder.iterdir()) == []


def test_closing_in_the_middle_of_an_answer_leaves_no_process_behind(kit):
    before = set(descendants(os.getpid()))
    judging = judges(kit)
    grade(judging, kit, RIGHT)
    with ThreadPoolExecutor(1) as threads:
        graded = threads.submit(grade, judging, kit, ROUGH["hangs"])
        started = set()
        while len(started) < 4 and not graded.done():  # judge, zygote, and a child of each
            started |= set(descendants(os.getpid())) - before
        judging.close()
        with pytest.raises(GraderError):
            graded.result()

    assert wait_until_gone(started) == []
