"""What graders look for: no check fails, whatever an answer gave back."""

import ast
import importlib.util
import itertools

import pytest

from asynclings import catalog
from asynclings.errors import DeadlockError
from asynclings.probes import Proof
from asynclings.seen import FINISHED, Broken, Seen
from asynclings.timeline import Timeline

EXERCISES = catalog.load().exercises

#: What a comparison may have had on either side, and what an answer may give back.
VALUES = [
    None, True, 0, 1.5, "x", b"x", [], [1], ["x"], (), (1, 2), ([], 1), {}, {"x": 1}, {1},
    ValueError("x"), [ValueError("x")], [None], object(),
]  # fmt: skip
ERRORS = [
    None, AssertionError("x"), KeyError("x"), TimeoutError(), OSError(1, "x"), DeadlockError("x"),
    ExceptionGroup("x", [ValueError("x")]),
]  # fmt: skip


def loaded(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scenes(rule):
    """Yield what may be seen of an answer that does next to nothing."""
    source = ast.parse("async def f():\n    try:\n        pass\n    finally:\n        pass\n")
    comparisons = [(one, other) for one in VALUES for other in (one, None, {"x": 1.0})]
    for (happened, expected), error in itertools.product(comparisons, ERRORS):
        yield Seen(
            rule,
            Timeline(),
            "answer.py",
            source,
            answer=happened,
            returned=happened is not None,
            error=error,
            expected=expected,
            happened=happened,
            broken=[Broken(FINISHED, "something was still running")] if error else [],
            gone=[error] if error else [],
        )


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_no_check_fails_whatever_an_answer_gives(exercise):
    module = loaded(exercise.grader)
    proofs = [value for value in vars(module).values() if isinstance(value, Proof)]
    rules = [name.removeprefix("test_") for name in vars(module) if name.startswith("test_")]

    for rule, proof in itertools.product(rules, proofs):
        for seen in scenes(rule):
            proof.because(seen)
