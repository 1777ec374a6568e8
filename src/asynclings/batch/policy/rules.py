"""The rules of an exercise, with their points, read from its grader without running it."""

from __future__ import annotations

import ast

from asynclings.errors import GraderError
from asynclings.exercise import Exercise


def rules_of(exercise: Exercise) -> dict[str, float]:
    """Return the points of each rule by its id, in the order of the grader.

    Raises:
        GraderError: The grader cannot be read.
    """
    try:
        tree = ast.parse(exercise.grader.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError) as error:
        raise GraderError(f"The grader {exercise.grader} cannot be read: {error}.") from error
    return {
        node.name.removeprefix("test_"): _points(node)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    }


def _points(rule: ast.FunctionDef | ast.AsyncFunctionDef) -> float:
    """Return what ``@pytest.mark.points(2)`` says; 1 without it."""
    for mark in rule.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("mark.points"):
            return float(ast.literal_eval(mark.args[0]))
    return 1.0
