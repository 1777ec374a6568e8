"""What the documentation says is true: its commands run, its links lead somewhere."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from asynclings import catalog, environment

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
PAGES += sorted([*ROOT.glob("exercises/*/README.md"), *ROOT.glob("docs/*.md")])

#: The first lines of the README, as many as a screen shows.
FIRST_SCREEN = "\n".join(README.splitlines()[:16])

#: What a learner's first commands are about.
FIRST = "exercises/01_coroutines/01_first_await.py"

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]


def commands() -> list[str]:
    """Return every command of the README, without the remark behind it."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [shlex.join(shlex.split(line, comments=True)) for line in "".join(blocks).splitlines()]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run *command* in *folder*, in the environment that this test runs in."""
    words = {"python3": [sys.executable], "nox": [sys.executable, "-m", "nox"]}
    typed = [word for word in shlex.split(command) if "=" not in word]
    environ = {**os.environ, environment.PREPARED: sys.executable}
    return subprocess.run(
        [*words[typed[0]], *typed[1:]],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def verdicts(answer: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the verdicts of a report that was written to stdout."""
    return [exercise["verdict"] for exercise in json.loads(answer.stdout)["exercises"]]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy of the kit as it is cloned: without what a person or a tool added."""
    checkout = tmp_path_factory.mktemp("readme") / "asynclings"
    shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(".*", "__pycache__", "tests"))
    # What a class handed in: one learner's folder.
    shutil.copytree(checkout / "solutions/01_coroutines", checkout / "SUBMISSIONS/ada")
    # No git is here to know the stubs as shipped; the kit keeps those that it has seen untouched.
    run("python3 noxfile.py -s grade", checkout)
    return checkout


@pytest.fixture
def solved(checkout):
    """The same once the first stub is completed."""
    stub = checkout / FIRST
    untouched = stub.read_text("utf-8")
    stub.write_text((checkout / FIRST.replace("exercises", "solutions")).read_text("utf-8"))
    yield checkout
    stub.write_text(untouched)


def test_the_first_screen_has_one_sentence_one_picture_and_two_commands():
    assert re.match(r"# asynclings\n\n[A-Z][^.]+\.\n\n!\[", FIRST_SCREEN)
    assert "(docs/timeline.svg)" in FIRST_SCREEN
    assert commands()[:2] == ["python3 noxfile.py -s grade -- first_await", "python3 noxfile.py"]
    assert all(command in FIRST_SCREEN for command in commands()[:2])


def test_the_commands_have_a_form_for_uv():
    for command in commands()[:2]:
        assert f"`{command.replace('python3 noxfile.py', 'uvx nox')}`" in README.replace("\n", " ")


#: It serves until somebody ends it; tests/learn looks at it in a browser.
SERVES = "python3 noxfile.py -s learn -- --web"


@pytest.mark.parametrize("command", [one for one in commands() if " -s " in one and one != SERVES])
def test_a_command_of_the_readme_runs(command, solved):
    answer = run(command, solved)

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_stub_is_not_attempted_until_it_is_edited_and_then_it_passes(checkout, request):
    grade = f"{commands()[0]} --json -"

    before = verdicts(run(grade, checkout))
    after = verdicts(run(grade, request.getfixturevalue("solved")))

    assert (before, after) == (["not attempted"], ["passed"])


def test_the_session_of_an_exercise_fails_until_it_is_passed(checkout):
    answer = run("python3 noxfile.py -s 'exercise(first_await)'", checkout)

    assert answer.returncode == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_session_that_is_named_exists(page):
    named = re.findall(r"(?:nox|noxfile\.py)(?: -P \S+)? -s \"?(\w+)", page.read_text("utf-8"))
    there = re.findall(
        r"^def (\w+?)_?\(session", (ROOT / "noxfile.py").read_text("utf-8"), re.MULTILINE
    )

    assert set(named) - set(there) == set()


def test_the_topics_are_all_chapters_with_all_exercises():
    rows = re.findall(r"^\| (\d+) \| \[.*?\]\((.*?)/README.md\) \| (.*) \|$", README, re.MULTILINE)

    kit = catalog.load(ROOT)
    assert [(int(number), path) for number, path, _ in rows] == [
        (chapter.number, chapter.path.relative_to(ROOT).as_posix()) for chapter in kit.chapters
    ]
    assert re.findall(r"`(\w+)`", "".join(row[2] for row in rows)) == catalog.slugs(ROOT)
