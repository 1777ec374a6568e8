"""Whatever a learner's file is or does: two or three lines about it, and all else is graded."""

import hashlib
import json

import pytest

HEAD = "async def double(ask):\n"
BODY = "    return 2 * await ask()\n"


def told(result):
    """Return what the learner is told, wherever it stands."""
    lines = [told_by(rule) for rule in result["rules"] if rule["verdict"] != "passed"]
    return "\n".join(line for line in [result["reason"], *lines] if line)


def told_by(rule):
    """Return what the learner is told about one rule."""
    return rule["evidence"]["happened"] + rule["evidence"]["detail"]


CANNOT_BE_GRADED = {
    "a syntax error": (HEAD + "    return (\n", "SyntaxError"),
    "a missing function": ("x = 1\n", "'double' is missing"),
    "a renamed function": (HEAD.replace("double", "dubble") + BODY, "Rename 'dubble' back."),
    "another signature": (HEAD.replace("ask", "") + BODY, "The arguments of 'double' have changed"),
    "a plain function": ("def double(ask):\n    return 42\n", "Write `async def double(ask):`."),
    "an import that fails": ("import nothing_like_it\n", "which is not installed"),
    "sys.exit at import": ("import sys\nsys.exit(0)\n", "ends the program while it is imported"),
    "KeyboardInterrupt at import": ("raise KeyboardInterrupt\n", "raises KeyboardInterrupt"),
    "recursion at import": ("def f(): f()\nf()\n", "RecursionError"),
    "an empty file": ("", "The file is empty."),
    "a hanging import": ("while True: pass\n", "did not finish importing"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CANNOT_BE_GRADED)
def test_a_file_that_cannot_be_graded_is_explained_once(small_kit, case):
    text, words = CANNOT_BE_GRADED[case]

    results = small_kit.grade(text)

    assert words in results["double"]["reason"]
    assert {rule["verdict"] for rule in results["double"]["rules"]} == {"not reached"}
    assert len(results["double"]["reason"].splitlines()) <= 4
    assert results["again"]["verdict"] == "passed"


ENDS_BADLY = {
    "sys.exit": ("    import sys; sys.exit(0)\n", "ended the program"),
    "os._exit": ("    import os; os._exit(0)\n", "ended with exit code 0"),
    "KeyboardInterrupt": ("    raise KeyboardInterrupt\n", "KeyboardInterrupt"),
    "an interrupted task": (
        """    import asyncio
    async def stop(): raise KeyboardInterrupt
    await asyncio.create_task(stop())
""",
        "KeyboardInterrupt",
    ),
    "recursion": ("    return await double(ask)\n", "RecursionError"),
    "a signal": ("    import os; os.kill(os.getpid(), 9)\n", "ended by signal 9 (SIGKILL)"),
    "an endless loop": ("    while True: pass\n", "did not return within 5 s of real time"),
    "an endless loop that catches all": (
        "    while True:\n        try: sum(range(1000))\n        except: pass\n",
        "never returned",
    ),
    "endless output": ("    while True: print('x' * 100_000)\n", ""),
    "an error of its own": ("    return {}['price']\n", "raised KeyError: 'price'"),
    "an exception whose text fails": (
        "    class Odd(Exception):\n        def __str__(self): return 1 / 0\n    raise Odd\n",
        "Odd",
    ),
    "a polling loop": (
        "    import asyncio\n    while True: await asyncio.sleep(0)\n",
        "while no time passed",
    ),
    "an answer that waits for nothing": (
        "    import asyncio\n    await asyncio.Event().wait()\n",
        "",
    ),
}


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("case", ENDS_BADLY)
def test_an_answer_that_ends_badly_costs_its_rules_only(small_kit, case):
    body, words = ENDS_BADLY[case]

    results = small_kit.grade(HEAD + body)

    assert results["double"]["verdict"] == "failed"
    assert words in told(results["double"])
    assert results["again"]["verdict"] == "passed"


@pytest.mark.slow
def test_a_rule_that_never_returns_costs_no_other_rule(small_kit):
    small_kit.write(
        "graders/01_first/test_01_double.py",
        '"""Asked."""\n\n\nasync def test_it_hangs(submission):\n    """Ask once."""\n'
        "    while True:\n        pass\n\n\nasync def test_it_passes(submission):\n"
        '    """Ask once."""\n',
    )

    verdicts = [rule["verdict"] for rule in small_kit.grade()["double"]["rules"]]

    assert verdicts == ["failed", "passed"]


def test_ten_megabytes_of_output_change_nothing(small_kit):
    results = small_kit.grade(HEAD + "    print('x' * 10_000_000)\n" + BODY)

    assert results["double"]["verdict"] == "passed"


def test_what_an_answer_prints_is_not_taken_for_a_report(small_kit):
    forged = json.dumps({"exercises": []})

    results = small_kit.grade(f"print({forged!r})\n" + HEAD + BODY)

    assert results["double"]["verdict"] == "passed"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff\xfe\0x", "NUL bytes"), (b"# \xe9\xff\n", "not valid text")],
    ids=["UTF-16", "Latin-1"],
)
def test_a_file_that_is_no_text_is_explained(small_kit, data, words):
    (small_kit.root / "exercises/01_first/01_double.py").write_bytes(data)

    assert words in small_kit.grade()["double"]["reason"]


@pytest.mark.parametrize("instead", ["nothing", "a folder"])
def test_a_file_that_is_not_there_is_named(small_kit, instead):
    path = small_kit.root / "exercises/01_first/01_double.py"
    path.unlink()
    if instead == "a folder":
        path.mkdir()

    results = small_kit.grade()

    assert "01_double.py" in results["double"]["reason"]
    assert results["again"]["verdict"] == "passed"


def test_an_untouched_stub_is_not_attempted(small_kit):
    stub = HEAD + "    # TODO: ask\n    raise NotImplementedError\n"

    results = small_kit.grade(stub)

    assert results["double"]["verdict"] == "not attempted"


def test_an_untouched_stub_of_given_code_is_known_by_its_hash(small_kit):
    given = HEAD + "    return ask()\n"
    stamp = hashlib.sha256(given.strip().encode()).hexdigest()
    small_kit.write("graders/01_first/stubs.sha256", f"{stamp}  01_double.py\n")

    assert small_kit.grade(given)["double"]["verdict"] == "not attempted"
    assert small_kit.grade(given + "# touched\n")["double"]["verdict"] == "failed"


@pytest.mark.parametrize("name", ["random.py", "asyncio.py", "pytest.py", "conftest.py"])
def test_a_file_beside_the_stub_changes_nothing(small_kit, name):
    small_kit.write(f"exercises/01_first/{name}", "raise SystemExit('shadowed')\n")

    results = small_kit.grade("import asyncio\nimport random\n" + HEAD + BODY)

    assert results["double"]["verdict"] == "passed"


@pytest.mark.parametrize("name", ["pytest.ini", "tox.ini", "pyproject.toml", "conftest.py"])
def test_a_setting_beside_the_stub_changes_nothing(small_kit, name):
    text = "raise SystemExit" if name.endswith(".py") else "[pytest]\naddopts = --collect-only\n"
    small_kit.write(f"exercises/01_first/{name}", text)

    assert small_kit.grade(HEAD + BODY)["double"]["verdict"] == "passed"


def test_an_answer_cannot_import_the_solutions(small_kit):
    results = small_kit.grade("import solutions\n" + HEAD + BODY)

    assert "imports 'solutions'" in results["double"]["reason"]


def test_a_broken_grader_is_not_blamed_on_the_answer(small_kit):
    small_kit.write("graders/01_first/test_01_double.py", "import nothing_like_it\n")

    done = small_kit.run("grade", "--json", "-")

    assert done.returncode == 3
    assert "no answer is to blame" in done.stderr


def test_an_error_in_a_rule_is_the_graders(small_kit):
    small_kit.write(
        "graders/01_first/test_01_double.py",
        '"""Asked."""\n\n\nasync def test_it_fails(submission):\n    """Ask once."""\n    1 / 0\n',
    )

    assert small_kit.grade()["double"]["verdict"] == "grader error"


def test_a_check_of_the_graders_that_fails_is_named_and_costs_no_other_rule(small_kit):
    grader = """\"Asked.\"

from asynclings.probes import proves


async def test_it_is_wrong(submission):
    \"Ask once.\"
    assert await submission.double(None) == 42


async def test_it_passes(submission):
    \"Ask once.\"


@proves("never-awaited")
def has_no_such_line(seen):
    \"Nothing was awaited.\"
    return seen.timeline.spans[99]
"""
    small_kit.write("graders/01_first/test_01_double.py", grader)

    wrong, right = small_kit.grade(HEAD + "    return 41\n")["double"]["rules"]

    assert (wrong["verdict"], right["verdict"]) == ("grader error", "passed")
    assert "The check has_no_such_line, which looks for 'never-awaited'" in told_by(wrong)
    assert "raised IndexError" in told_by(wrong)
    assert "test_01_double.py:18" in told_by(wrong)


def test_a_value_that_cannot_be_shown_is_wrong_like_any_other(small_kit):
    body = """    class Odd:
        def __repr__(self): return 1 / 0
    return [Odd()]
"""

    results = small_kit.grade(HEAD + body)

    assert results["double"]["verdict"] == "failed"
    assert "<list whose repr raises ZeroDivisionError>" in told(results["double"])


def test_tasks_of_a_loop_in_a_worker_thread_are_watched_too(small_kit):
    small_kit.write(
        "graders/01_first/test_01_double.py",
        '"""Asked."""\n\n\nasync def test_it_doubles(submission):\n    """Ask once."""\n'
        "    await submission.double(None)\n",
    )
    body = (
        "    import asyncio\n"
        "    async def fail(): raise ValueError('lost')\n"
        "    async def main():\n"
        "        asyncio.create_task(fail())\n"
        "        await asyncio.sleep(1)\n"
        "    await asyncio.to_thread(asyncio.run, main())\n"
    )

    (rule,) = small_kit.grade(HEAD + body)["double"]["rules"]

    assert (rule["verdict"], rule["law"]) == ("broke a law", "every exception is retrieved")
