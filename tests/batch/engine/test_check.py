"""The command `check`, as an instructor types it."""

import json
from pathlib import Path

import pytest

from asynclings.batch.lock import alone
from asynclings.batch.store import Store
from asynclings.rooms import levels

ROOT = Path(__file__).parents[3]
SOLUTION = ROOT / "solutions" / "01_coroutines" / "01_first_await.py"

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.slow,
    pytest.mark.skipif(bool(levels.missing("rlimits")), reason="there is no isolation here"),
]

STUB = "async def read_sensor(sensor, settle):\n    raise NotImplementedError\n"

#: What a class may hand in, and what it is taken for.
BAD = {
    "ada": (SOLUTION.read_bytes(), "passed"),
    "binary": (b"\x7fELF\x00\xff\xfe", "failed"),
    "blank": (b"", "failed"),
    "exits": (b"import os\nos._exit(0)\n", "failed"),
    "hangs": (b"while True: pass\n", "failed"),
    "stub": (STUB.encode(), "not attempted"),
}


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for name, (data, _) in BAD.items():
        (folder / name).mkdir()
        (folder / name / SOLUTION.name).write_bytes(data)
    (folder / "ada" / "notes.txt").write_text("see the lecture")
    return folder


@pytest.fixture(scope="module")
def checked(handed_in, asynclings, tmp_path_factory):
    """A class that was graded, and what was said."""
    out = tmp_path_factory.mktemp("results") / "graded"
    answer = asynclings("check", handed_in, "--out", out, "--jobs", "4", COLUMNS="200")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return out, answer.stdout


def test_each_bad_submission_is_one_row(checked):
    out, _ = checked

    assert {one.learner.id: one.report.exercises[0].verdict for one in Store(out)} == {
        name: verdict for name, (_, verdict) in BAD.items()
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("binary", "The file"),
        ("blank", "The file is empty."),
        ("exits", "its process ended"),
        ("hangs", "never returned"),
    ],
)
def test_each_says_what_is_wrong_with_it(checked, name, said):
    [result] = Store(checked[0]).get(name, "first_await").report.exercises

    assert said in result.reason + "".join(one.evidence.happened for one in result.rules)
    assert (
        result.max_points
        == Store(checked[0]).get("ada", "first_await").report.exercises[0].max_points
    )


def test_what_cannot_be_run_or_does_not_end_is_told_at_the_end(checked):
    _, said = checked

    assert "blank, first_await: cannot be run: The file is empty." in said
    assert "binary, first_await: cannot be run: The file" in said
    assert "exits, first_await: its process ended in the middle of it" in said
    assert "hangs, first_await: it never returned: after" in said
    assert "6 of 6 done" in said
    assert "All 6 results: 1 passed, 4 failed, 1 not attempted." in said


def test_it_says_where_everything_is_and_how_it_was_locked(checked):
    out, said = checked

    assert f"Each answer in a room of its own: {levels.reached()}; 4 at once." in said
    assert f"Look at  {out / 'gradebook.html'}" in said
    assert (out / "gradebook.html").is_file()
    book = json.loads((out / "gradebook.json").read_text("utf-8"))
    assert [one["exercise"] for one in book["exercises"]] == ["first_await"]
    account = json.loads((out / "intake.json").read_text("utf-8"))
    assert len(account["taken"]) == 6
    assert [Path(one["origin"]).name for one in account["ignored"]] == ["notes.txt"]


def test_the_same_again_grades_nothing(checked, handed_in, asynclings):
    out, _ = checked

    answer = asynclings("check", handed_in, "--out", out, "--json", "-")

    summary = json.loads(answer.stdout)
    assert (summary["total"], summary["graded"], summary["taken_over"]) == (6, 0, 6)
    assert summary["verdicts"] == {"failed": 4, "not attempted": 1, "passed": 1}
    assert [one["learner"] for one in summary["results"]] == sorted(BAD)
    assert "Graded 0; 6 had not changed." in answer.stderr


def test_strict_tells_a_program_that_something_could_not_be_run(checked, handed_in, asynclings):
    out, _ = checked

    assert asynclings("check", handed_in, "--out", out, "--strict").returncode == 1


def test_without_submissions_only_the_gradebook_is_written(checked, asynclings):
    out, _ = checked
    (out / "gradebook.html").unlink()

    answer = asynclings("check", "--out", out)

    assert (out / "gradebook.html").is_file()
    assert answer.returncode == 0
    assert "Graded" not in answer.stdout


def test_a_damaged_result_is_named_and_graded_again(handed_in, asynclings, tmp_path):
    words = ("check", handed_in / "ada", "--out", tmp_path / "graded")
    asynclings(*words)
    [file] = Store(tmp_path / "graded").files()
    file.write_bytes(file.read_bytes()[:200])

    answer = asynclings(*words, COLUMNS="400")

    assert f"{file} is damaged (" in answer.stdout
    assert "Graded 1 in" in answer.stdout
    assert len(list(Store(tmp_path / "graded"))) == 1


def test_two_at_once_in_one_folder_are_refused(handed_in, asynclings, folder):
    with alone(folder):
        answer = asynclings("check", handed_in, "--out", folder)

    assert answer.returncode == 2
    assert f"{folder} is being written by process " in answer.stderr
    assert "another folder with --out" in answer.stderr


def test_a_class_has_one_seed(handed_in, asynclings, tmp_path):
    words = ("check", handed_in / "stub", "--json", "-", "--out", tmp_path / "graded")
    seeds = [json.loads(asynclings(*words).stdout)["seed"] for _ in range(2)]

    again = json.loads(asynclings(*words, "--seed", "7").stdout)

    assert seeds[0] == seeds[1]
    assert (again["seed"], again["graded"]) == (7, 1)
    assert [one.report.seed for one in Store(tmp_path / "graded")] == [7]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "There is no nowhere."),
        ([], "no submissions were named"),
        ([".", "--out", "graded"], "Name another folder with --out."),
        (["CLASS", "--shard", "5/4"], "'5/4' is no shard; the second of four is 2/4"),
        (["CLASS", "--shard", "1/4"], "Say the same for each, like: --seed "),
        (["CLASS", "--jobs", "0"], "'0' is no number from 1 to 1000"),
        (["CLASS", "--exercise", "first_awiat"], "Did you mean first_await"),
        (["CLASS", "--policy", "none.toml"], "none.toml"),
        (["CLASS", "--require-isolation", "in process"], "invalid choice: 'in process'"),
        (["CLASS", "--scheduler", "gopher://x"], "There is no scheduler at gopher://x"),
        (["CLASS", "--scheduler", "tls://127.0.0.1:9"], "the certificates that"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(handed_in, asynclings, tmp_path, words, said):
    (tmp_path / "CLASS").symlink_to(handed_in)

    answer = asynclings("check", *words, folder=tmp_path, ASYNCLINGS_ROOT=str(ROOT))

    assert said in answer.stderr
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


def test_a_reader_that_stops_early_does_not_stop_the_grading(handed_in, start, tmp_path):
    check = start("check", handed_in / "ada", "--out", tmp_path / "graded")
    check.stdout.close()

    errors = check.stderr.read()

    assert (check.wait(), errors) == (0, "")
    check.stderr.close()
    assert len(list(Store(tmp_path / "graded"))) == 1
