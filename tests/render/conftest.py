"""Reports that the golden files show: one for each thing that a learner can be told."""

import pytest

from asynclings.report import Evidence, ExerciseResult, Finding, Report, RuleResult, verdict_of

KIT = "/home/me/kit/exercises/02_tasks/"


def span(name, start, end, kind="call", *, outcome="returned", where="", task=""):
    """Return a span as a report has it."""
    ended = "" if end is None or kind == "mark" else outcome
    return {
        "kind": kind,
        "name": name,
        "start": start,
        "end": end,
        "outcome": ended,
        "where": where,
        "task": task,
    }


def rule(name, verdict="passed", **fields):
    """Return a rule whose name is *name*, in the learner's words."""
    points = float(verdict == "passed")
    return RuleResult(name.replace(" ", "_"), name, verdict, points=points, **fields)


def exercise(slug, title, *rules, chapter="tasks", number=1, **fields):
    """Return an exercise with *rules*, whose verdict they decide."""
    path = f"exercises/02_{chapter}/{number:02}_{slug}.py"
    verdict = fields.pop("verdict", verdict_of(rules))
    return ExerciseResult(slug, chapter, title, path, verdict, rules, **fields)


def report(*exercises):
    """Return a report on *exercises*."""
    return Report(kit="0.1.0", python="3.12.1", seed=4711, exercises=exercises)


SEQUENTIAL = Finding(
    "sequential-awaits",
    "No task was created, and no two calls were in flight together.",
    "Each await finishes before the next line; independent work is started first, awaited later.",
    "Start all of them first, then wait.",
)
ASKED = (span("tea", 0.0, 1.0), span("toast", 0.0, 2.0))

DEADLOCK = rule(
    "both are made at the same time",
    "failed",
    promise="Both are made at the same time.",
    evidence=Evidence(
        "breakfast(tea, toast)",
        happened="every task waits for something that can no longer happen",
        detail="at virtual 1 s:\n"
        "  task 'Task-1' waits at 01_breakfast.py:9 in breakfast() for Service._call\n"
        "  only 1 of 2 calls were in flight together: tea",
    ),
    findings=(SEQUENTIAL,),
    timeline=(span("tea", 0.0, None),),
    virtual_seconds=1.0,
)
TOO_SLOW = rule(
    "it takes as long as the slower one",
    "failed",
    promise="So breakfast takes as long as the slower of the two.",
    evidence=Evidence("breakfast(tea, toast)", "2 s = max(1, 2)", "3 s = 1 + 2"),
    findings=(SEQUENTIAL,),
    expected=ASKED,
    timeline=(span("tea", 0.0, 1.0), span("toast", 1.0, 3.0)),
    virtual_seconds=3.0,
)
BLOCKED = rule(
    "tea comes first on the tray",
    "broke a law",
    promise="Return tea and toast, tea first.",
    law="the event loop is never blocked",
    evidence=Evidence(
        "breakfast(tea, toast)",
        "the event loop is never blocked",
        "time.sleep blocked the event loop for 1 s",
        KIT + "01_breakfast.py:12",
    ),
    findings=(
        Finding(
            "blocking-sleep",
            "time.sleep blocked the event loop for 1 s (line 12).",
            "time.sleep stops the whole loop: no other task runs meanwhile.",
            "Use `await asyncio.sleep(...)`: it gives control back to the loop.",
        ),
    ),
    also_seen=("no task is left running: Task-3 was still running at the end",),
    timeline=(
        span("time.sleep", 0.0, 1.0, "block", where=KIT + "01_breakfast.py:12"),
        span("tea", 1.0, 2.0),
        span("toast", 1.0, 3.0),
        span("Task-3", 1.0, None, "task", where=KIT + "01_breakfast.py:14"),
    ),
    virtual_seconds=3.0,
)
EITHER_OR = rule(
    "the toast is dropped when the tea fails",
    "failed",
    promise="When one fails, the other is cancelled and gone before the error leaves.",
    evidence=Evidence("breakfast(tea, toast)", "1 s", "2 s", KIT + "01_breakfast.py:20"),
    findings=(
        Finding("gather-leaves-siblings", "toast went on when tea had failed.", "", "Cancel it."),
        Finding("orphan-task", "Nobody awaited the task of toast.", "", "Await it."),
    ),
    expected=(span("tea", 0.0, 1.0), span("toast", 0.0, 1.0)),
    timeline=(span("tea", 0.0, 1.0, outcome="raised BurntError"), span("toast", 0.0, 2.0)),
    virtual_seconds=2.0,
)
VALUE = rule(
    "tea comes first on the tray",
    "failed",
    promise="Return tea and toast, tea first.",
    evidence=Evidence("breakfast(tea, toast)", "('tea', 'toast')", "['tea', 'toast']"),
    timeline=ASKED,
    virtual_seconds=2.0,
)
HOSTILE = rule(
    "every guest gets what was asked for",
    "failed",
    evidence=Evidence(
        "serve('[red]tea[/red]', '\x1b[31mtoast\x07', '日本茶 🎉', 'caf\u00e9', '\ud83d')",
        "'tea … toast'",
        "x" * 5_000_000,
        "C:\\kit\\exercises\\answer.py:3",
        "first line\twith a tab\n\x1b]0;title\x07" + "y" * 300 + "\nright\u202eleft\n" * 30,
    ),
    timeline=(
        span("serve [bold]tea[/bold]", 0.0, 1.0),
        span("日本茶 " * 9, 0.5, 1.0, outcome="raised \x1b[31mError"),
        span("a_very_long_name_of_a_service_that_nobody_would_choose", 0.0, None),
    ),
    virtual_seconds=1.5,
)
BROKEN_GRADER = rule(
    "the tray is carried in",
    "grader error",
    evidence=Evidence("breakfast(tea, toast)", detail="KeyError: 'tray'"),
)
FIFTY = rule(
    "fifty guests wait as long as one",
    "failed",
    evidence=Evidence("serve_all(guests)", "0.9 s", "9.1 s"),
    expected=tuple(span(f"guest {n:02}", 0.0, 0.1 + n % 9 / 10) for n in range(50)),
    timeline=tuple(span(f"guest {n:02}", n / 5, n / 5 + 0.1 + n % 9 / 10) for n in range(50)),
    virtual_seconds=10.7,
)

TITLE = "Tea and toast, together"
ORDER = rule("tea comes first on the tray")


def untouched(slug, title, chapter="tasks", number=1):
    """Return an exercise of which nothing is done."""
    rules = [rule(name, "not attempted") for name in ("one rule", "another rule")]
    return exercise(slug, title, *rules, chapter=chapter, number=number)


REFUSED = exercise(
    "toaster",
    "A toaster for everyone",
    rule("one slice at a time", "not reached"),
    rule("the crumbs are swept", "not reached"),
    number=2,
    verdict="failed",
    reason="SyntaxError: '(' was never closed\n"
    "at exercises/02_tasks/02_toaster.py:7\n"
    "Close the bracket, then run the command below again.",
)

REPORTS = {
    "passed": report(exercise("breakfast", TITLE, ORDER, rule("both are made at the same time"))),
    "not_attempted": report(untouched("breakfast", TITLE)),
    "one_cause": report(exercise("breakfast", TITLE, DEADLOCK, TOO_SLOW, ORDER)),
    "broke_a_law": report(exercise("breakfast", TITLE, BLOCKED, rule("both are made"))),
    "either_or": report(exercise("breakfast", TITLE, ORDER, EITHER_OR)),
    "two_causes": report(exercise("breakfast", TITLE, TOO_SLOW, VALUE, EITHER_OR)),
    "half_done": report(exercise("breakfast", TITLE, ORDER, rule("it is warm", "not attempted"))),
    "refused": report(REFUSED),
    "grader_error": report(exercise("breakfast", TITLE, ORDER, BROKEN_GRADER)),
    "hostile": report(exercise("breakfast", TITLE, HOSTILE)),
    "fifty": report(exercise("breakfast", TITLE, FIFTY)),
    "kit": report(
        exercise("kettle", "Boil water", rule("it boils"), chapter="coroutines"),
        exercise("breakfast", TITLE, TOO_SLOW, ORDER),
        REFUSED,
        exercise("waiter", "Carry many plates at once", ORDER, BROKEN_GRADER, number=3),
        untouched("dishes", "Wash up while the guests still talk", number=4),
        untouched("menu", "Fetch the menu", chapter="http_client"),
    ),
    "all_done": report(
        exercise("kettle", "Boil water", rule("it boils"), chapter="coroutines"),
        exercise("breakfast", TITLE, ORDER),
    ),
    "empty": report(),
}

PICTURES = {
    "one_after_the_other": ("breakfast: tea and toast", TOO_SLOW.expected, TOO_SLOW.timeline),
    "blocked": ("The event loop stands still", ASKED, BLOCKED.timeline),
    "endings": (
        "How a call can <end> & what it is",
        (),
        (
            *EITHER_OR.timeline,
            span("jam", 0.0, 1.5, outcome="cancelled"),
            span("egg", 0.5, None),
            span("page", 0.0, 0.5),
            span("page", 0.5, 1.0),
            span("boiled", 1.0, 1.0, "mark"),
            span("in a thread", 0.5, 2.0, "thread"),
            span("Task-9", 1.0, 2.0, "task", outcome="cancelled", where=KIT + "01_breakfast.py:14"),
        ),
    ),
    "never": ("Nobody was asked", ASKED, ()),
    "waits": (
        "Two slots, and an oven that nobody opens",
        (),
        (
            span("bake a", 0.0, 1.0, task="Task-2", where=KIT + "01_breakfast.py:9"),
            span("bake b", 0.0, 2.0, task="Task-3", where=KIT + "01_breakfast.py:9"),
            span("Semaphore.acquire", 0.0, 1.0, "wait", task="Task-4", where=KIT + "01_b.py:8"),
            span("Semaphore.acquire", 0.0, 0.0, "wait", task="Task-4", where=KIT + "01_b.py:8"),
            span("bake c", 1.0, 2.5, task="Task-4", where=KIT + "01_breakfast.py:9"),
            span("Event.wait", 0.5, None, "wait", task="Task-5", where=KIT + "01_b.py:12"),
        ),
    ),
    "fifty": (
        "Fifty guests with names that are far too long for any table, and a title that is, too",
        (),
        tuple(span(f"serve a guest of the name of number {n}", n / 10, n) for n in range(1, 51)),
    ),
    "hostile": ("\x1b[31m<script>alert('日本')</script>", HOSTILE.timeline, HOSTILE.timeline),
}


@pytest.fixture(params=REPORTS)
def name(request):
    """The name of each report in turn."""
    return request.param


@pytest.fixture
def report_of():
    """Return the report of a name."""
    return REPORTS.__getitem__


@pytest.fixture(params=PICTURES)
def picture_name(request):
    """The name of each picture in turn."""
    return request.param


@pytest.fixture
def picture_of():
    """Return title, expected and happened of a name."""
    return PICTURES.__getitem__
