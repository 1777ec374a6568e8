"""The clock knows what it rests on, and says so when it is gone."""

import ast
import asyncio
import re
from pathlib import Path

import pytest

import asynclings.clock
from asynclings.clock import VirtualLoop, private, selftest
from asynclings.errors import AsynclingsError

PACKAGE = Path(private.__file__).parent


def test_the_clock_works_here():
    selftest()


def test_a_private_name_that_is_gone_is_named(monkeypatch):
    monkeypatch.setattr(private, "LOOP_NAMES", (*private.LOOP_NAMES, "_renamed"))

    with pytest.raises(AsynclingsError) as caught:
        selftest()

    assert re.match(
        r"the virtual clock does not work on Python 3\.\d+\.\d+: "
        r"it has no VirtualLoop\._renamed\.\n"
        r"This asynclings does not know that Python's asyncio\. Get a newer asynclings, ",
        str(caught.value),
    )


def test_a_wrong_duration_is_named(monkeypatch):
    monkeypatch.setattr(VirtualLoop, "next_timer_ns", lambda self: 3 * 10**9)

    with pytest.raises(AsynclingsError, match=r"two sleeps at once gave .* instead of 2\.0 s"):
        selftest()


def test_any_failure_is_put_in_one_sentence(monkeypatch):
    def fail(self, *args, **options):
        raise TypeError("unexpected keyword")

    monkeypatch.setattr(VirtualLoop, "create_task", fail)

    with (
        pytest.warns(RuntimeWarning, match="never awaited"),
        pytest.raises(AsynclingsError, match="TypeError: unexpected keyword"),
    ):
        selftest()


def test_every_private_name_that_the_clock_uses_is_listed():
    listed = {*private.LOOP_NAMES, *private.OPTIONAL_NAMES}
    listed = listed.union(*(names for _, names in private.OTHER_NAMES))
    sources = [path.read_text() for path in PACKAGE.glob("*.py") if path.name != "private.py"]
    trees = [ast.parse(source) for source in sources]

    own = {name for tree in trees for name in _defined(tree)}
    used = {name for tree in trees for name in _used(tree)}

    assert sorted(used - own - listed) == []
    assert sorted(name for name in listed if name not in "".join(sources)) == []


#: The modules of the clock, in the order in which its docstring introduces them.
INTRODUCED = re.findall(r"^    (\w+)  +\S", asynclings.clock.__doc__, re.MULTILINE)


def test_every_module_of_the_clock_is_introduced_in_one_line():
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}

    assert sorted(INTRODUCED) == sorted(modules)


@pytest.mark.parametrize("module", INTRODUCED)
def test_a_module_knows_only_those_that_were_introduced_before_it(module):
    tree = ast.parse((PACKAGE / f"{module}.py").read_text())
    hints = {id(node) for each in tree.body if isinstance(each, ast.If) for node in ast.walk(each)}

    known = {name for node in ast.walk(tree) if id(node) not in hints for name in _imported(node)}

    assert known <= set(INTRODUCED[: INTRODUCED.index(module)])


def _imported(node):
    """Yield the modules of the clock that *node* imports."""
    if isinstance(node, ast.ImportFrom) and node.module == "asynclings.clock":
        yield from (name.name for name in node.names)
    elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("asynclings.clock."):
        yield node.module.rpartition(".")[2]


def _is_private(name):
    return name.startswith("_") and not name.startswith("__")


def _defined(tree):
    """Yield the private names that a module of the clock gives to its own things."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            overrides = node.name in private.LOOP_NAMES
            if _is_private(node.name) and not overrides:
                yield node.name
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        for target in targets:
            for each in ast.walk(target) if isinstance(target, ast.AST) else ():
                name = getattr(each, "attr", "")
                if _is_private(name) and name not in private.LOOP_NAMES:
                    yield name
                if isinstance(each, ast.Name) and _is_private(each.id):
                    yield each.id


def _used(tree):
    """Yield the private names that a module of the clock looks up in anything."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_private(node.attr):
            yield node.attr
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"getattr", "hasattr"}:
            name = getattr(node.args[1], "value", "")
            if isinstance(name, str) and _is_private(name):
                yield name


def test_asyncios_own_loop_still_works_beside_it():
    loop = asyncio.new_event_loop()

    assert loop.run_until_complete(asyncio.sleep(0, "real")) == "real"
    loop.close()
