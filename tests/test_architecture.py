"""Who may know whom: the import rules, read from the source."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from asynclings import catalog

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "asynclings"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: What each foundation may import of the kit, itself aside.
FOUNDATIONS = {
    "errors": set(),
    "report": {"errors"},
    "timeline": {"errors"},
    "clock": {"errors", "timeline"},
}

#: Starts pytest, and imports it only then.
STARTS_PYTEST = PACKAGE / "grading.py"


def show(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of every module that *path* imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


def imported_parts(path: Path) -> set[str]:
    """Return which modules and packages at the top of the kit *path* imports."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("asynclings.")}


def modules_of(part: str) -> list[Path]:
    return [path for path in MODULES if path.relative_to(PACKAGE).parts[0] in {part, f"{part}.py"}]


def strangers(tree: str, allowed: set[str]) -> list[str]:
    """Return what the files in *tree* import though it is not in *allowed*."""
    return [
        f"{show(path)} imports {module}"
        for path in sorted((ROOT / tree).rglob("*.py"))
        for module in imports(path)
        if module.partition(".")[0] not in {*sys.stdlib_module_names, *allowed}
    ]


@pytest.mark.parametrize("part", FOUNDATIONS)
def test_a_foundation_knows_only_what_lies_under_it(part):
    known = set().union(*(imported_parts(path) for path in modules_of(part)))

    assert known - {part} <= FOUNDATIONS[part]


def test_only_the_plugin_knows_pytest():
    know_pytest = [
        show(path)
        for path in MODULES
        if any(re.match(r"_?pytest\b", module) for module in imports(path))
        and path.relative_to(PACKAGE).parts[0] != "plugin"
    ]

    assert know_pytest == [show(STARTS_PYTEST)]


def test_the_kit_starts_without_pytest_or_aiohttp():
    heavy = {"pytest", "aiohttp", "rich", "asyncio"}
    before_any_exercise = [PACKAGE / name for name in ("environment.py", "catalog.py", "errors.py")]

    assert [
        f"{show(path)} imports {module}"
        for path in before_any_exercise
        for module in imports(path)
        if module.partition(".")[0] in heavy
    ] == []


def test_graders_know_nothing_of_the_kit_but_the_probes():
    # The errors are what `seen.error` may be, where a finding rests on a deadlock.
    known = {
        f"{show(path)} imports {module}"
        for path in (ROOT / "graders").rglob("*.py")
        for module in imports(path)
        if re.match(r"asynclings\.(?!probes\b|errors\b)", module)
    }

    assert known == set()
    # aiohttp is where the exceptions come from that an HTTP exercise promises.
    assert strangers("graders", {"asynclings", "pytest", "aiohttp"}) == []


@pytest.mark.parametrize("tree", ["exercises", "solutions"])
def test_an_answer_needs_only_python_and_aiohttp(tree):
    assert strangers(tree, {"aiohttp"}) == []


def test_the_machine_knows_no_exercise():
    # A slug of one word (`paginate`) is an English word like any other.
    names = [slug for slug in catalog.slugs(ROOT) if "_" in slug]

    assert [
        f"{show(path)} names {name}"
        for path in MODULES
        for name in names
        if re.search(rf"\b{name}\b", path.read_text("utf-8"))
    ] == []


def test_the_map_of_the_package_lists_every_module():
    listed = re.findall(r"^    (\w+)  ", module_docstring(PACKAGE / "__init__.py"), re.MULTILINE)
    there = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}

    assert sorted(listed) == sorted(there - {"__init__"})


@pytest.mark.parametrize("path", MODULES, ids=show)
def test_a_module_says_in_one_sentence_what_it_is_for(path):
    first_line = module_docstring(path).partition("\n")[0]

    assert re.fullmatch(r"[^.]+(\.\w+[^.]*)*[.?]", first_line)


@pytest.mark.parametrize("path", MODULES, ids=show)
def test_a_module_can_be_read_in_one_go(path):
    assert len(path.read_text("utf-8").splitlines()) <= 250


def module_docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
