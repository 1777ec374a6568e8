"""The front door: what `nox -l` teaches, and what stands before it."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from asynclings import catalog, environment

ROOT = Path(__file__).parents[1]
NOXFILE = ROOT / "noxfile.py"

pytestmark = [pytest.mark.timeout(60), pytest.mark.slow]


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with *command* in the checkout, in the environment that this test runs in."""
    environ = {**os.environ, environment.PREPARED: sys.executable, **variables}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def sessions() -> dict[str, str]:
    """What `nox -l` lists: each session with what it says of itself."""
    listed = run("noxfile.py", "--list")
    assert listed.returncode == 0, listed.stderr
    return dict(re.findall(r"^[-*] (\S+) -> (.*)$", listed.stdout, re.MULTILINE))


def test_every_session_says_in_a_sentence_what_it_is_for(sessions):
    assert {
        name
        for name, description in sessions.items()
        if not re.fullmatch(r"[A-Z].*[.]", description)
    } == set()


def test_the_sessions_are_those_of_the_documentation(sessions):
    assert {name for name in sessions if "(" not in name} == {
        "learn",
        "grade",
        "solutions",
        "list",
        "next",
        "hint",
        "reset",
        "page",
        "doctor",
        "check",
        "merge",
        "prove",
        "tests",
        "lint",
        "types",
        "stability",
        "conformance",
        "benchmarks",
    }


def test_every_exercise_has_a_session_called_after_its_slug(sessions):
    assert [name for name in sessions if "(" in name] == [
        f"exercise({slug})" for slug in catalog.slugs(ROOT)
    ]


def test_every_program_of_a_session_is_there():
    programs = re.findall(r'run\(session, "([^-"]+)"', NOXFILE.read_text("utf-8"))

    assert programs
    assert [program for program in programs if not (ROOT / program).exists()] == []


def test_a_bare_command_checks_everything():
    listed = run("noxfile.py", "--list").stdout.splitlines()

    selected = [line.split()[1] for line in listed if line.startswith("* ")]

    assert sorted(selected) == ["lint", "prove", "tests", "types"]


def test_an_unknown_name_suggests_the_nearest_one():
    first = catalog.slugs(ROOT)[0]

    session = run("noxfile.py", "-s", "grade", "--", f"{first}x")

    assert session.returncode == 1
    assert f"Did you mean {first}" in session.stdout + session.stderr


def test_an_older_python_is_told_that_it_is_too_old():
    pretend = "import sys, runpy; sys.version_info = (3, 10, 0); runpy.run_path('noxfile.py')"

    answer = run("-c", pretend)

    assert answer.returncode == 1
    assert answer.stderr.startswith("asynclings needs Python 3.11 or newer; ")
    assert "Traceback" not in answer.stderr


def test_an_older_python_can_read_the_front_door():
    ast.parse(NOXFILE.read_text("utf-8"), feature_version=(3, 6))


def test_a_set_up_that_fails_ends_in_its_message(tmp_path):
    shutil.copy(NOXFILE, tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["x @ file:///gone.whl"]\n[dependency-groups]\ndoor = []\n'
    )

    answer = run(os.fspath(tmp_path / "noxfile.py"), "-l", **{environment.PREPARED: ""})

    assert answer.returncode == 1
    assert "asynclings: Cannot install what the kit needs into" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_front_door_holds_no_logic():
    # What needs an `if` belongs into src/, where it has tests; these two stand before src/.
    tree = ast.parse(NOXFILE.read_text("utf-8"))

    branches = [node for node in ast.walk(tree) if isinstance(node, ast.If | ast.For | ast.While)]

    assert [ast.unparse(node.test) for node in branches] == [
        "sys.version_info < (3, 11)",
        "__name__ == '__main__'",
    ]
