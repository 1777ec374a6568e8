"""A small kit to grade in tests of the machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"

#: Answers with their graders, which tests grade; none of them is a test.
collect_ignore = ["hostile", "wrong_answers", "right_answers"]

SOLUTION = '''"""Double what a service says."""


async def double(ask):
    """Return twice what `ask` says. Ask once."""
    return 2 * await ask()
'''

GRADER = '''"""Double what a service says: what is asked."""

from asynclings.probes import Service


async def test_the_answer_is_doubled(submission):
    """Return twice what `ask` says."""
    assert await submission.double(Service("ask", 1.0, 21)) == 42


async def test_the_service_is_asked_once(submission, timeline):
    """Ask once."""
    await submission.double(Service("ask", 1.0, 21))

    assert timeline == {"ask": (0, 1)}
'''


class SmallKit:
    """Two exercises, `double` and its copy `again`, in a folder of their own."""

    def __init__(self, root):
        self.root = root
        for tree in ("exercises", "solutions", "graders"):
            (root / tree / "01_first").mkdir(parents=True)
        (root / "pyproject.toml").write_text((CHECKOUT / "pyproject.toml").read_text())
        for number, slug in ((1, "double"), (2, "again")):
            self.write(f"solutions/01_first/0{number}_{slug}.py", SOLUTION)
            self.write(f"exercises/01_first/0{number}_{slug}.py", SOLUTION)
            self.write(f"graders/01_first/test_0{number}_{slug}.py", GRADER)

    def write(self, path, text):
        (self.root / path).write_text(text)

    def answer(self, text):
        """Make *text* the answer to `double`."""
        self.write("exercises/01_first/01_double.py", text)

    def run(self, *arguments, **environment):
        """Run `python -m asynclings` in the kit, in a process of its own."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "asynclings", *arguments],
            cwd=self.root,
            env=os.environ
            | {"PYTHONPATH": str(CHECKOUT / "src"), "ASYNCLINGS_ROOT": str(self.root)}
            | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=100,
            check=False,
        )

    def grade(self, text=None):
        """Grade `double` with the answer *text*, and `again`; return both results by slug."""
        if text is not None:
            self.answer(text)
        done = self.run("grade", "--json", "-", "--seed", "7")
        assert done.returncode == 0, done.stdout + done.stderr
        return {one["slug"]: one for one in json.loads(done.stdout)["exercises"]}


@pytest.fixture
def small_kit(tmp_path):
    """A kit of two exercises, which are solved until a test says otherwise."""
    return SmallKit(tmp_path)


@pytest.fixture
def golden():
    """Tell whether a text, or bytes, are what a golden file holds; write it when asked to."""

    def same(name, content):
        file = GOLDEN / name
        content = content.encode() if isinstance(content, str) else content
        if os.environ.get("ASYNCLINGS_REGENERATE"):
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        return content == (file.read_bytes() if file.exists() else b"no such golden file")

    return same
