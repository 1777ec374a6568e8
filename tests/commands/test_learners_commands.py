"""list, next, hint, reset, doctor: what they say, and what they leave behind."""

import json
import os

import pytest

from asynclings.shipped import STUBS, digest

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]

STUB = '"""Double what a service says.\n\nStretch: more.\n"""\n\nraise NotImplementedError\n'
RIGHT = "async def double(ask):\n    return 2 * await ask()\n"
HINTS = "# Hints\n\n## Hint 1\n\nAsk.\n\n## Hint 2\n\nWait.\n"


@pytest.fixture
def kit(small_kit):
    """`double` is right, `again` is an untouched stretch; nothing is known of the learner."""
    small_kit.write("exercises/01_first/02_again.py", STUB)
    small_kit.write("exercises/01_first/02_again.hints.md", HINTS)
    small_kit.write("exercises/01_first/01_double.py", RIGHT)
    small_kit.write("graders/01_first/" + STUBS, f"{digest(STUB.encode())}  02_again.py\n")
    return small_kit


def progress(kit):
    return json.loads((kit.root / ".asynclings/progress.json").read_text())["exercises"]


def rows(kit, *arguments):
    done = kit.run("list", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return {row["slug"]: row for row in json.loads(done.stdout)}


def test_what_was_done_before_anything_was_noted_is_graded(kit):
    assert rows(kit)["double"]["progress"] == "done"
    assert set(progress(kit)) == {"double"}


def test_a_damaged_file_is_kept_and_rebuilt(kit):
    (kit.root / ".asynclings").mkdir()
    (kit.root / ".asynclings/progress.json").write_text("{")

    done = kit.run("list")

    assert "could not be read; it is kept as" in done.stderr
    assert "1 of 2 done, 2 of 2 points." in done.stdout
    assert [one.read_text() for one in (kit.root / ".asynclings").glob("*damaged*")] == ["{"]


def test_a_newer_kits_file_is_left_alone(kit):
    (kit.root / ".asynclings").mkdir()
    (kit.root / ".asynclings/progress.json").write_text('{"version": 9}')

    for command in (["list"], ["hint", "again"], ["grade", "double"], ["learn"]):
        done = kit.run(*command)
        assert "written by a newer asynclings" in done.stderr + done.stdout, command
        assert done.returncode == 0

    assert (kit.root / ".asynclings/progress.json").read_text() == '{"version": 9}'


@pytest.mark.parametrize(
    ("arguments", "slugs"),
    [
        (["--status", "open"], {"again"}),
        (["--status", "done"], {"double"}),
        (["--status", "stretch"], {"again"}),
        (["--status", "core", "--status", "open"], set()),
        (["double"], {"double"}),
        (["first"], {"double", "again"}),
    ],
)
def test_the_list_can_be_filtered(kit, arguments, slugs):
    kit.run("grade")

    assert set(rows(kit, *arguments)) == slugs


def test_next_is_the_first_that_is_not_done(kit):
    done = kit.run("next")

    assert "1.2 again" in done.stdout
    assert "this is a stretch" in done.stdout
    kit.write("exercises/01_first/02_again.py", RIGHT)
    kit.run("grade")
    assert "All exercises are done." in kit.run("next").stdout


def test_grading_is_remembered_unless_others_answers_are_graded(kit):
    kit.run("grade", "double", "--answers", "solutions")
    kit.run("solutions")
    assert not (kit.root / ".asynclings/progress.json").exists()

    kit.run("grade", "double")

    assert progress(kit)["double"]["last"]["verdict"] == "passed"


def test_grading_goes_on_where_nothing_can_be_kept(kit):
    (kit.root / ".asynclings").write_text("somebody's file")

    done = kit.run("grade", "double")

    assert "double is done" in done.stdout
    assert "Your progress cannot be kept." in done.stderr
    assert done.returncode == 0
    assert kit.run("grade", "double", "--check").stderr == ""


def test_a_hint_more_comes_each_time(kit):
    said = [kit.run("hint", "again").stdout for _ in range(3)]

    assert "hint 1 of 2" in said[0]
    assert "hint 2 of 2" in said[1]
    assert "hint 1 of 2" in said[2]
    assert "There are no more." in said[2]
    assert progress(kit)["again"]["hints"] == 2


def test_hints_that_were_seen_can_be_seen_again(kit):
    assert "No hint was shown yet." in kit.run("hint", "again", "--again").stdout
    kit.run("hint", "again")

    again = kit.run("hint", "again", "--again").stdout

    assert "hint 1 of 2" in again
    assert "hint 2 of 2" not in again


def test_a_hint_needs_one_exercise(kit):
    done = kit.run("hint", "first")

    assert "first is 2 exercises. Name one: double again" in done.stderr
    assert done.returncode == 2


def test_reset_says_where_the_backup_is_and_how_to_go_back(kit):
    kit.run("grade")
    kit.write("exercises/01_first/02_again.py", RIGHT)

    done = kit.run("reset", "again", "--yes")
    assert ".asynclings/backups/again/" in done.stdout
    assert (kit.root / "exercises/01_first/02_again.py").read_text() == STUB
    back = kit.run("reset", "again", "--undo")

    assert "again is back" in back.stdout
    assert (kit.root / "exercises/01_first/02_again.py").read_text() == RIGHT


def test_reset_asks_and_nobody_is_no(kit):
    kit.run("grade")
    kit.write("exercises/01_first/02_again.py", RIGHT)

    done = kit.run("reset", "again")

    assert "Say --yes" in done.stderr
    assert done.returncode == 2
    assert (kit.root / "exercises/01_first/02_again.py").read_text() == RIGHT


def test_one_that_cannot_be_reset_does_not_hold_up_the_others(kit):
    kit.run("grade")
    kit.write("exercises/01_first/02_again.py", RIGHT)

    done = kit.run("reset", "all", "--yes")

    assert "again is as shipped." in done.stdout
    assert "The stub of double as shipped is not to be found" in done.stderr
    assert done.returncode == 2
    assert (kit.root / "exercises/01_first/01_double.py").read_text() == RIGHT


def test_there_may_be_nothing_to_reset_or_to_undo(kit):
    assert "Nothing to reset" in kit.run("reset", "again").stdout
    assert "Nothing to undo" in kit.run("reset", "again", "--undo").stderr


def test_the_doctor_finds_what_the_kit_needs(kit):
    done = kit.run("doctor", "--json", EDITOR="vim", VISUAL="")

    checks = {one["name"]: one for one in json.loads(done.stdout)}
    assert done.returncode == 0
    assert checks["Python"]["status"] == checks["packages"]["status"] == "ok"
    assert checks["folder"]["status"] == "ok"
    assert {"terminal", "editor", "watching", "grading", "isolation", "checkout"} <= set(checks)


def test_the_doctor_says_what_to_do_about_what_is_missing(kit):
    settings = kit.root / "pyproject.toml"
    text = settings.read_text().replace('"rich >= 14"', '"rich >= 9999"')
    settings.write_text(text.replace('"Jinja2 >= 3.1"', '"no-such-package >= 1"'))
    (kit.root / ".asynclings").write_text("somebody's file")

    done = kit.run("doctor", COLUMNS="100", PATH=os.devnull, EDITOR="nowhere", VISUAL="")

    assert "Install rich >= 9999." in done.stdout
    assert "Install no-such-package >= 1." in done.stdout
    assert "make room" in done.stdout
    assert "Set VISUAL or EDITOR" in done.stdout
    assert "git is not installed" in done.stdout
    assert "3 to be mended." in done.stdout
    assert done.returncode == 1


def test_without_a_terminal_learn_prints_once(kit):
    done = kit.run("learn", "double")

    assert "double is done" in done.stdout
    assert "This is no terminal" in done.stdout
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
