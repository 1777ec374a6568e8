"""What an exercise asks an answer to define, read from the reference solution."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

DefinitionKind = Literal["async def", "async generator", "def", "class"]


@dataclass(frozen=True, slots=True)
class Definition:
    """One public name that an answer must define.

    Attributes:
        name: As the learner must spell it.
        kind: The keyword that defines it; ``async generator`` for an ``async def`` that yields.
        positional: How many values the graders pass by position.
        keywords: The keyword-only arguments without a default.
        header: The line to write: ``async def run_both(foo, bar)``.
    """

    name: str
    kind: DefinitionKind
    positional: int
    keywords: tuple[str, ...]
    header: str


@functools.cache
def read_contract(solution: Path) -> Mapping[str, Definition]:
    """Return the public definitions of the reference *solution*, by name."""
    tree = ast.parse(solution.read_text(encoding="utf-8"))
    found = (_definition(node) for node in tree.body)
    return {one.name: one for one in found if one and not one.name.startswith("_")}


def _definition(node: ast.stmt) -> Definition | None:
    if isinstance(node, ast.ClassDef):
        return Definition(node.name, "class", 0, (), f"class {node.name}")
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    kind: DefinitionKind = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    args = node.args
    keywords = tuple(
        arg.arg
        for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True)
        if default is None
    )
    plain = [arg.arg for arg in (*args.posonlyargs, *args.args)]
    star = ["*", *(arg.arg for arg in args.kwonlyargs)] if args.kwonlyargs else []
    header = f"{kind} {node.name}({', '.join([*plain, *star])})"
    if kind == "async def" and any(isinstance(inner, ast.Yield) for inner in _own(node)):
        kind = "async generator"
    return Definition(node.name, kind, len(plain) - len(args.defaults), keywords, header)


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of *function*, without those of functions inside it."""
    for inner in ast.iter_child_nodes(function):
        yield inner
        if not isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _own(inner)
