"""Causes are named only when what was seen proves them."""

import ast
import asyncio

import pytest

from asynclings import seen as laws
from asynclings.errors import DeadlockError, LivelockError
from asynclings.findings import catalogue, explain, finding
from asynclings.findings.errors import CLUES
from asynclings.probes import proves
from asynclings.seen import Broken, Seen
from asynclings.timeline import Timeline

PATH = "answer.py"


def scene(source="", **fields):
    """Return what was seen of an answer with this *source*."""
    return Seen("rule", fields.pop("timeline", Timeline()), PATH, ast.parse(source), **fields)


def ids(seen, *proofs):
    return [one.id for one in explain(seen, proofs)[0]]


def timeline_of(*calls, tasks=()):
    timeline = Timeline()
    for name, start, end in calls:
        timeline.begin("call", name, start).finish(end)
    for start, end in tasks:
        timeline.begin("task", "Task-2", start, f"{PATH}:3").finish(end)
    return timeline


def raised(code):
    """Return the exception that *code* raises, with its traceback."""
    try:
        asyncio.run(code()) if asyncio.iscoroutinefunction(code) else code()
    except Exception as error:  # noqa: BLE001
        return error
    raise AssertionError("nothing was raised")


async def nested_run():
    coroutine = asyncio.sleep(0)
    try:
        asyncio.run(coroutine)
    finally:
        coroutine.close()


async def await_a_number():
    await 3


async def await_a_function():
    await raised


async def gather_a_list():
    coroutine = asyncio.sleep(0)
    try:
        await asyncio.gather([coroutine])
    finally:
        coroutine.close()


async def task_of_a_gather():
    asyncio.create_task(asyncio.gather())  # noqa: RUF006


async def wait_for_nothing():
    await asyncio.wait([])


def task_without_a_loop():
    coroutine = asyncio.sleep(0)
    try:
        asyncio.create_task(coroutine)  # noqa: RUF006
    finally:
        coroutine.close()


def await_at_top_level():
    compile("await f", "answer.py", "exec")


async def change_a_set():
    for one in (numbers := {1, 2}):
        numbers.remove(one)


def change_a_dict():
    for one in (numbers := {1: "one"}):
        del numbers[one]
        numbers[one + 1] = "another"


@pytest.mark.parametrize(
    ("code", "misconception"),
    [
        (nested_run, "nested-asyncio-run"),
        (await_a_number, "await-non-awaitable"),
        (await_a_function, "not-called"),
        (gather_a_list, "gather-list-not-unpacked"),
        (task_of_a_gather, "create-task-on-awaitable"),
        (wait_for_nothing, "empty-input"),
        (task_without_a_loop, "top-level-task"),
        (await_at_top_level, "top-level-task"),
        (change_a_set, "mutate-while-iterating"),
        (change_a_dict, "mutate-while-iterating"),
    ],
)
def test_the_words_of_this_pythons_own_errors_are_known(code, misconception):
    assert ids(scene(error=raised(code))) == [misconception]


def test_an_error_inside_a_group_is_found():
    group = ExceptionGroup("all", [ValueError("x"), raised(wait_for_nothing)])

    assert ids(scene(error=group)) == ["empty-input"]


def test_an_error_that_could_be_anything_proves_nothing():
    assert ids(scene(error=ValueError("unknown city"))) == []


def test_the_same_words_from_another_type_prove_nothing():
    assert ids(scene(error=ValueError("no running event loop"))) == []


def test_every_clue_is_in_the_catalogue():
    assert {clue.id for clue in CLUES} <= catalogue().keys()


def test_a_coroutine_instead_of_a_value_is_named():
    coroutine = asyncio.sleep(0)

    assert ids(scene(call="f()", answer=coroutine, returned=True)) == ["returns-coroutine"]
    coroutine.close()


async def test_tasks_instead_of_values_are_named():
    task = asyncio.create_task(asyncio.sleep(0))

    assert ids(scene(answer=(task, 1), returned=True)) == ["returns-task"]
    await task


def test_a_function_instead_of_a_value_is_named():
    assert ids(scene(answer=print, returned=True)) == ["not-called"]


SEQUENTIAL = (("a", 0, 1), ("b", 1, 3))
TOGETHER = {"a": (0, 1), "b": (0, 2)}


@pytest.mark.parametrize(
    ("source", "tasks", "misconception"),
    [
        ("await a()\nawait b()", (), ["sequential-awaits"]),
        ("[await f() for f in fs]", (), ["await-in-comprehension"]),
        ("await create_task(a())", ((0, 1), (1, 3)), ["create-then-await-immediately"]),
        ("", ((0, 3), (0, 3)), []),  # tasks at the same time, calls one by one: who knows
    ],
)
def test_calls_that_never_overlapped_are_explained_by_the_tasks(source, tasks, misconception):
    timeline = timeline_of(*SEQUENTIAL, tasks=tasks)
    error = AssertionError()

    seen = scene(source, timeline=timeline, happened=timeline, expected=TOGETHER, error=error)

    assert ids(seen) == misconception


def test_calls_that_should_not_overlap_prove_nothing():
    timeline = timeline_of(*SEQUENTIAL)

    seen = scene(timeline=timeline, happened=timeline, expected={"a": (0, 1), "b": (1, 2)})

    assert ids(seen) == []


def test_a_rendezvous_that_never_came_about_shows_sequential_awaits():
    error = DeadlockError("deadlock\nonly 1 of 2 calls were in flight together: a")

    assert ids(scene(timeline=timeline_of(("a", 0, None)), error=error)) == ["sequential-awaits"]


@pytest.mark.parametrize(
    ("broken", "misconception"),
    [
        (Broken(laws.AWAITED, "ask() was never awaited", "", "ask"), "never-awaited"),
        (Broken(laws.UNBLOCKED, "blocked", "", "time.sleep"), "blocking-sleep"),
        (Broken(laws.UNBLOCKED, "blocked", "", "busy wait"), "busy-wait"),
        (Broken(laws.UNBLOCKED, "blocked", "", "open"), "blocking-io"),
        (Broken(laws.FINISHED, "task was still running", "", "Task-2"), "orphan-task"),
        (Broken(laws.FINISHED, "a pending task was thrown away"), "fire-and-forget-gc"),
        (Broken(laws.RETRIEVED, "Task exception was never retrieved"), "lost-exception"),
        (Broken(laws.CLOSED, "Unclosed client session"), "unclosed-session"),
    ],
)
def test_a_broken_law_names_its_misconception(broken, misconception):
    assert ids(scene(broken=[broken])) == [misconception]


def test_computing_on_the_loop_is_no_misconception_of_its_own():
    assert ids(scene(broken=[Broken(laws.UNBLOCKED, "computing", "", "computing")])) == []


def test_a_livelock_is_a_busy_wait():
    assert ids(scene(error=LivelockError("100,000 turns"))) == ["busy-wait"]


def test_what_the_grader_proves_goes_before_the_general_detectors():
    @proves("late-start", next_step="Start it first.")
    def started_late(seen):
        """It was started after the profile had come."""
        return bool(seen.broken)

    seen = scene(broken=[Broken(laws.AWAITED, "ask() was never awaited", "", "ask")])

    (found,), _ = explain(seen, [started_late])
    assert (found.id, found.next_step) == ("late-start", "Start it first.")
    assert found.because == "It was started after the profile had come."


def test_a_proof_may_say_itself_what_it_saw():
    @proves("late-start")
    def started_late(seen):
        return "ads started at 0.5 s"

    (found,), _ = explain(scene(), [started_late])

    assert found.because == "ads started at 0.5 s"
    assert found.next_step == catalogue()["late-start"]["next_step"]


def test_broken_laws_that_the_finding_does_not_name_are_also_seen():
    broken = [
        Broken(laws.AWAITED, "ask() was never awaited", "", "ask"),
        Broken(laws.CLOSED, "unclosed file"),
    ]

    _, also_seen = explain(scene(broken=broken))

    assert also_seen == ("everything opened is closed: unclosed file",)


@pytest.mark.parametrize("misconception", sorted(catalogue()))
def test_every_misconception_has_full_sentences(misconception):
    found = finding(misconception, "because")

    assert found.fact.endswith((".", "!", "`")), found.fact
    assert found.next_step.strip(" -"), "what should the learner do?"
