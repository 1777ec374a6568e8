"""What the texts of an exercise must keep to, whatever an answer does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from asynclings.exercise import Exercise
from asynclings.findings import catalogue
from asynclings.shipped import STUBS, digest

#: A sentence ends here; a docstring's list items are sentences too.
_SENTENCE = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)\s+(?=[A-Z`\"(])")
_HINT = re.compile(r"^## Hint (\d)\s*$", re.MULTILINE)
_LINE_NUMBER = re.compile(r"\blines? \d+", re.IGNORECASE)
_FINDING = re.compile(r"^Finding: *(.+)$", re.MULTILINE)

#: Fewer would not show that a grader can tell mistakes apart.
LEAST_WRONG_ANSWERS = 2


def problems_of(exercise: Exercise, root: Path) -> Iterator[tuple[str, str]]:
    """Yield each file of *exercise* with each problem of its text; none when all is well."""
    stub, solution = _tree(exercise.stub), _tree(exercise.solution)
    grader = _tree(exercise.grader)
    for path, found in (
        (exercise.solution, _public(stub, solution)),
        (exercise.grader, _promises(stub, grader)),
        (exercise.hints, _hints(exercise.hints)),
        (exercise.stub, _stamp(exercise)),
        (exercise.grader, _wrong_answers(exercise, root)),
    ):
        for problem in found:
            yield path.relative_to(root).as_posix(), problem


def promised(stub: ast.Module) -> list[str]:
    """Return the sentences that the public definitions of *stub* promise."""
    promising = (node for node in _definitions(stub) if not _is_plain_value(node))
    docstrings = (ast.get_docstring(node) or "" for node in promising)
    texts = (_folded(text.partition("Note:")[0]) for text in docstrings)
    return [sentence for text in texts for sentence in _SENTENCE.split(text) if sentence]


def _is_plain_value(node: ast.AST) -> bool:
    """Tell whether *node* is a class without methods: an exception, a dataclass."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return isinstance(node, ast.ClassDef) and not any(isinstance(n, functions) for n in node.body)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _definitions(
    tree: ast.Module,
) -> Iterator[ast.AsyncFunctionDef | ast.FunctionDef | ast.ClassDef]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef | ast.ClassDef):
            continue
        if not node.name.startswith("_") or node.name.startswith("__a"):
            yield node


def _public(stub: ast.Module, solution: ast.Module) -> Iterator[str]:
    theirs = {_heading(node): node for node in _definitions(solution)}
    for node in _definitions(stub):
        twin = theirs.get(_heading(node))
        if twin is None:
            yield f"the stub's `{_heading(node)}` is not there"
        elif _folded(ast.get_docstring(node) or "") != _folded(ast.get_docstring(twin) or ""):
            yield f"the docstring of `{node.name}` differs from the stub's"
    if _first_line(stub) != _first_line(solution):
        yield "its title differs from the stub's"


def _heading(node: ast.AsyncFunctionDef | ast.FunctionDef | ast.ClassDef) -> str:
    if isinstance(node, ast.ClassDef):
        return f"class {node.name}"
    keyword = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    return f"{keyword} {node.name}({ast.unparse(node.args)})"


def _first_line(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def _promises(stub: ast.Module, grader: ast.Module) -> Iterator[str]:
    sentences = promised(stub)
    tests = [node for node in _definitions(grader) if node.name.startswith("test_")]
    rules = {node.name: _folded(ast.get_docstring(node) or "") for node in tests}
    for name, rule in rules.items():
        if rule not in " ".join(sentences) or not rule:
            yield f"{name} checks what the stub does not promise: {rule!r}"
    for sentence in sentences:
        if not any(sentence in rule or rule in sentence for rule in rules.values() if rule):
            yield f"no test checks the promise {sentence!r}"


def _hints(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if _HINT.findall(text) != ["1", "2", "3"]:
        yield "it must have `## Hint 1`, `## Hint 2`, `## Hint 3`, in this order"
    if match := _LINE_NUMBER.search(text):
        yield f"it names a line number ({match[0]}); lines move while one writes"


def _stamp(exercise: Exercise) -> Iterator[str]:
    stamps = exercise.grader.parent / STUBS
    known = stamps.read_text(encoding="utf-8").split() if stamps.exists() else []
    if digest(exercise.stub.read_bytes()) not in known:
        yield f"its hash is not in {stamps.parent.name}/{STUBS}: run `nox -s prove -- --stamp`"


def _wrong_answers(exercise: Exercise, root: Path) -> Iterator[str]:
    files = sorted((root / "tests/wrong_answers" / exercise.stem).glob("*.py"))
    if len(files) < LEAST_WRONG_ANSWERS:
        yield f"it has {len(files)} wrong answers; it needs {LEAST_WRONG_ANSWERS}"
    for path in files:
        for named in _FINDING.findall(path.read_text(encoding="utf-8")):
            for one in named.strip().split(" or "):
                if one != "none" and one not in catalogue():
                    yield f"{path.name} names {one!r}, which the catalogue does not have"
