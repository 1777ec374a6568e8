"""The command line: what it takes, what it writes, how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asynclings import __main__, grading
from asynclings.errors import GraderError
from asynclings.front_door import FRONT_DOOR

ROOT = Path(__file__).parents[1]
SOLUTION = ROOT / "solutions/01_coroutines/01_first_await.py"

pytestmark = [pytest.mark.timeout(60), pytest.mark.slow]


def run(
    *arguments: str | Path, folder: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "asynclings", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT / "src"), **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def graded(answer: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Return the verdict on each exercise of a report that was written to stdout."""
    return {one["slug"]: one["verdict"] for one in json.loads(answer.stdout)["exercises"]}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory) -> Path:
    """A stub as it is shipped, whatever was done to the one of this checkout."""
    stub = tmp_path_factory.mktemp("answers") / SOLUTION.name
    stub.write_text("async def read_sensor(sensor, settle):\n    raise NotImplementedError\n")
    return stub


def test_the_solutions_pass_the_same_graders():
    answer = run("solutions", "first_await", "--json", "-")

    assert graded(answer) == {"first_await": "passed"}


def test_a_verdict_is_no_error(untouched):
    answer = run("grade", "first_await", "--answers", untouched, "--json", "-")

    assert graded(answer) == {"first_await": "not attempted"}
    assert answer.returncode == 0


@pytest.mark.parametrize(("passes", "code"), [(True, 0), (False, 1)])
def test_check_turns_the_verdict_into_the_exit_code(passes, code, untouched):
    one = SOLUTION if passes else untouched

    answer = run("grade", "first_await", "--answers", one, "--check", "--json", "-")

    assert answer.returncode == code


def test_one_file_says_by_its_name_what_it_answers():
    answer = run("grade", "--answers", SOLUTION, "--json", "-")

    assert graded(answer) == {"first_await": "passed"}


def test_a_path_is_meant_from_where_the_person_stands():
    answer = run("grade", "--answers", SOLUTION.name, "--json", "-", folder=SOLUTION.parent)

    assert graded(answer) == {"first_await": "passed"}


def test_the_seed_of_a_report_repeats_it():
    answer = run("solutions", "first_await", "--seed", "42", "--json", "-")

    assert json.loads(answer.stdout)["seed"] == 42


def test_a_report_for_a_program_replaces_the_last_one(tmp_path):
    file = tmp_path / "report.json"
    file.write_text("the last one")

    answer = run("solutions", "first_await", "--json", file)

    assert json.loads(file.read_text("utf-8"))["exercises"][0]["slug"] == "first_await"
    assert "first_await" in answer.stdout
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("door", "passes", "shown"),
    [
        ("nox", False, "nox -s grade -- first_await --answers "),
        ("nox", True, "nox -s grade -- entry_point --answers "),
        ("python3 noxfile.py", True, "python3 noxfile.py -s grade -- entry_point "),
        ("", True, "-m asynclings grade entry_point --answers "),
    ],
)
def test_the_next_command_is_spelled_like_the_last_one(door, passes, shown, untouched):
    one = SOLUTION if passes else untouched

    answer = run("grade", "first_await", "--answers", one, **{FRONT_DOOR: door, "COLUMNS": "200"})

    assert shown in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "first_awiat"], "No exercise or chapter is called 'first_awiat'."),
        (["grade", "first_awiat"], "Did you mean first_await"),
        (["grade", "--answers", "nowhere"], "There are no answers at nowhere:"),
        (["grade", "--answers", "README.md"], "No exercise or chapter is called 'README'."),
        (
            ["grade", "coroutines", "--answers", "README.md"],
            "README.md is one file, and coroutines",
        ),
        (["grade", "--json", "no/folder.json", "first_await"], "Cannot write no/folder.json"),
        (["grade", "--seed", "lucky"], "argument --seed: invalid int value: 'lucky'"),
        (["exercise"], "invalid choice: 'exercise'"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(arguments, said):
    answer = run(*arguments)

    assert said in answer.stderr
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GraderError("the grader does not parse"), 3),
        (ZeroDivisionError("a mistake in the kit"), 3),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_is_not_the_answers_fault_never_looks_like_a_verdict(error, code, monkeypatch, capsys):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(grading, "grade", fail)

    assert __main__.main(["grade", "first_await", "--check"]) == code
    assert str(error) in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_reader_that_stops_early_is_no_error():
    command = f'"{sys.executable}" -P -m asynclings solutions first_await --verbose | true'

    answer = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stderr == ""
