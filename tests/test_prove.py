"""The graders are graded: a kit that breaks a promise is not proved."""

import ast

import psutil
import pytest

from asynclings.prove.busy import busy
from asynclings.prove.texts import promised

STUB = '''"""Double what a service says."""


async def double(ask):
    """Return twice what `ask` says. Ask once."""
    # TODO: ask.
    raise NotImplementedError
'''

WRONG = '''"""Say what the service says.

Rule: the answer is doubled
Finding: none
"""


async def double(ask):
    return await ask()
'''

NEVER = '''"""Forget to wait.

Rule: the answer is doubled
Finding: returns-coroutine
"""


async def double(ask):
    return ask()
'''

HINTS = "## Hint 1\n\nAsk.\n\n## Hint 2\n\nWait.\n\n## Hint 3\n\nDouble.\n"


@pytest.fixture
def kit(small_kit):
    """A kit of one exercise in which all is well."""
    root = small_kit.root
    for path in list(root.glob("*/*/*02_again*")):
        path.unlink()
    small_kit.write("exercises/01_first/01_double.py", STUB)
    small_kit.write("exercises/01_first/01_double.hints.md", HINTS)
    small_kit.write("exercises/01_first/README.md", "# First\n")
    for folder in ("wrong_answers", "right_answers"):
        (root / "tests" / folder / "01_first/01_double").mkdir(parents=True)
    small_kit.write("tests/wrong_answers/01_first/01_double/none.py", WRONG)
    small_kit.write("tests/wrong_answers/01_first/01_double/returns-coroutine.py", NEVER)
    small_kit.run("prove", "--stamp")
    return small_kit


def prove(kit):
    done = kit.run("prove")
    return done.returncode, done.stdout + done.stderr


def test_a_kit_in_which_all_is_well_is_proved(kit):
    assert prove(kit) == (0, "1 exercises: 4 passed, 0 failed\n")


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("solutions/01_first/01_double.py", "2 *", "3 *", "solutions/01_first/01_double.py"),
        ("solutions/01_first/01_double.py", "Ask once.", "", "the docstring of `double` differs"),
        (
            "solutions/01_first/01_double.py",
            "(ask)",
            "(ask, x=1)",
            "`async def double(ask)` is not",
        ),
        ("solutions/01_first/01_double.py", "Double what", "Do what", "its title differs"),
        ("exercises/01_first/01_double.py", "# TODO: ask.", "return 3", "instead of not attempted"),
        ("exercises/01_first/01_double.py", "TODO: ask", "TODO: look", "its hash is not in"),
        ("exercises/01_first/01_double.py", "Ask once.", "Ask twice.", "what the stub does not"),
        ("exercises/01_first/01_double.py", "Ask once.", "Ask once. Log.", "no test checks"),
        ("exercises/01_first/01_double.hints.md", "## Hint 3", "## Tip 3", "it must have"),
        ("exercises/01_first/01_double.hints.md", "Wait.", "See line 3.", "names a line number"),
        (
            "tests/wrong_answers/01_first/01_double/none.py",
            "Rule: the answer is doubled",
            "Rule: the service is asked once",
            "caught by 'the answer is doubled', not by 'the service is asked once'",
        ),
        (
            "tests/wrong_answers/01_first/01_double/none.py",
            "Finding: none",
            "Finding: late-start",
            "finding 'none', not 'late-start'",
        ),
        (
            "tests/wrong_answers/01_first/01_double/none.py",
            "Finding: none",
            "Finding: unheard-of",
            "which the catalogue does not have",
        ),
        (
            "tests/wrong_answers/01_first/01_double/none.py",
            "return await",
            "return 2 * await",
            "a wrong answer passed",
        ),
        ("tests/wrong_answers/01_first/01_double/none.py", "Rule:", "Role:", "must have a line"),
    ],
)
def test_a_broken_promise_is_named(kit, path, old, new, told):
    text = (kit.root / path).read_text()
    assert old in text
    kit.write(path, text.replace(old, new))

    code, output = prove(kit)

    assert code == 1
    assert told in output


def test_a_right_answer_that_is_rejected_is_named(kit):
    kit.write("tests/right_answers/01_first/01_double/odd.py", WRONG)

    code, output = prove(kit)

    assert code == 1
    assert "tests/right_answers/01_first/01_double/odd.py\n            failed:" in output


def test_a_grader_needs_two_wrong_answers(kit):
    (kit.root / "tests/wrong_answers/01_first/01_double/none.py").unlink()

    assert "it has 1 wrong answers; it needs 2" in prove(kit)[1]


def test_given_code_must_still_be_wrong(kit):
    kit.write(
        "exercises/01_first/01_double.py",
        STUB.replace("raise NotImplementedError", "return 2 * await ask()"),
    )
    kit.run("prove", "--stamp")

    assert "the given code is passed" in prove(kit)[1]


def test_answers_can_be_graded_again_and_again(kit):
    done = kit.run("prove", "--repeats", "3")

    assert done.stdout == "1 exercises: 12 passed, 0 failed\n"


def test_the_machine_is_busy_meanwhile_and_not_afterwards():
    before = set(psutil.Process().children())
    with busy(2):
        during = set(psutil.Process().children()) - before
        working = [one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in during]
    after = psutil.Process().children()

    assert working == [True, True]
    assert not set(during) & set(after)


@pytest.mark.slow
@pytest.mark.timeout(100)
def test_answers_are_proved_on_a_busy_machine(kit):
    done = kit.run("prove", "--repeats", "2", "--busy", "2")

    assert done.stdout == "1 exercises: 8 passed, 0 failed\n"


def test_promises_are_the_sentences_of_public_docstrings():
    stub = '''
"""Module: no promise."""
class Empty(Exception):
    """An exception: no promise."""
async def f():
    """Do this. Do that, e.g. `x`.

    Then stop.

    Note: no promise.
    """
def _private():
    """No promise."""
'''

    assert promised(ast.parse(stub)) == ["Do this.", "Do that, e.g. `x`.", "Then stop."]


def test_the_page_shows_each_misconception_by_an_answer_that_has_it(kit):
    (kit.root / "docs").mkdir()

    kit.run("prove", "--page")

    page = (kit.root / "docs/misconceptions.md").read_text()
    assert "### returns-coroutine" in page
    assert "> return f() is the same as return await f()." in page
    assert "Met in [double](../exercises/01_first/01_double.py)." in page
    assert "rule      the answer is doubled" in page
    assert "sequential-awaits" not in page  # no answer has it
    assert " at 0x" not in page
