"""Answers that cheat, break out, use up or confuse: none passes, none does any harm."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from asynclings import grading, warm
from asynclings.rooms import levels

ROOT = Path(__file__).parents[1]
HOSTILE = ROOT / "tests/hostile"
KIT = HOSTILE / "kit"
GRADER = KIT / "graders/01_room/test_01_both.py"
SOLUTION = KIT / "solutions/01_room/01_both.py"
FAMILIES = ("forging", "escaping", "exhausting", "confusing")
FILES = sorted(path for family in FAMILIES for path in (HOSTILE / family).glob("*.py"))

#: What grading needs none of; a copy without it is made in a second.
DEVELOPING = (
    "mypy*",
    "ruff*",
    "playwright*",
    "hypothesis*",
    "distributed*",
    "dask*",
    "__pycache__",
)

#: As many are graded by one judge, each in turn with a right answer.
IN_A_ROW = 3

#: What a hostile answer leaves behind where it got out.
TRACES = "*asynclings-hostile-*"

_STOPPED_BY = re.compile(r"^Stopped by: (\w+)$", re.MULTILINE)

_outcomes: dict[str, dict[str, dict]] = {}


def name_of(path: Path) -> str:
    return path.relative_to(HOSTILE).as_posix().removesuffix(".py")


def needed(path: Path) -> str:
    """Return the weakest level that stops the answer at *path*."""
    found = _STOPPED_BY.search(path.read_text("utf-8"))
    return found[1] if found else "rlimits"


def is_stopped(path: Path, level: str) -> bool:
    return levels.LEVELS.index(needed(path)) <= levels.LEVELS.index(level)


def submitted(path: Path, folder: Path) -> Path:
    """Return the answer; those that no repository can hold are made now."""
    if path.parent.name != "confusing":
        return path
    spec = importlib.util.spec_from_file_location(f"making_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    answer = folder / f"{path.stem}.py"
    module.make(answer)
    return answer


def graded(answers: list[Path], level: str) -> list[dict]:
    """Return what became of each of *answers*, and of the right one that came next."""
    done = []

    def serve(grade) -> None:
        for answer in answers:
            report, following = (grade("both", path, 1).to_json() for path in (answer, SOLUTION))
            done.append({"report": report, "next": following})

    exercise = SimpleNamespace(grader=GRADER)
    grading.serve([exercise], serve, root=ROOT, isolated="rlimits", room=level)
    return done


def outcomes(level: str, folder: Path) -> dict[str, dict]:
    """Return what became of all answers that *level* stops, by name."""
    if level not in _outcomes:
        files = [path for path in FILES if is_stopped(path, level)]
        made = folder / level  # each level's own: a device can be made once only
        made.mkdir()
        answers = [submitted(path, made) for path in files]
        grading.warm_up(None)
        # Several in one series, for none may spoil the next; most of them only wait for a limit.
        shares = [slice(begin, begin + IN_A_ROW) for begin in range(0, len(files), IN_A_ROW)]
        done = warm.each(lambda share: graded(answers[share], level), shares, jobs=6)
        _outcomes[level] = {
            name_of(path): result
            for number, results in done
            for path, result in zip(files[shares[number]], results, strict=True)
        }
    return _outcomes[level]


def traces() -> list[str]:
    places = (Path(tempfile.gettempdir()), ROOT, *(HOSTILE / family for family in FAMILIES))
    return [str(path) for place in places for path in place.glob(TRACES)]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("confusing")


@pytest.fixture(params=levels.LEVELS[1:])
def level(request):
    if why := levels.missing(request.param):
        pytest.skip(f"not run at level {request.param}: {why}")
    return request.param


@pytest.mark.slow
@pytest.mark.timeout(1800)  # the first one waits for all
@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_hostile_answer_does_not_pass(path, level, folder):
    if not is_stopped(path, level):
        pytest.skip(f"{level} does not stop {name_of(path)}: it takes {needed(path)}")
    kit = [file.read_bytes() for file in (GRADER, SOLUTION)]

    outcome = outcomes(level, folder)[name_of(path)]

    (result,) = outcome["report"]["exercises"]
    assert result["verdict"] in ("failed", "broke a law", "not reached"), result
    assert says_why(result), "the message is clear"
    assert outcome["next"]["exercises"][0]["verdict"] == "passed", "the next answer's verdict"
    assert outcome["report"]["isolation"] == level
    assert [file.read_bytes() for file in (GRADER, SOLUTION)] == kit
    assert traces() == [], "what it left outside its room"


def says_why(result: dict) -> bool:
    bad = [rule for rule in result["rules"] if rule["verdict"] not in ("passed", "not reached")]
    said = [rule["evidence"]["happened"] or rule["evidence"]["detail"] for rule in bad]
    return bool(result["reason"] or any(said))


def test_there_are_enough_hostile_answers():
    assert len(FILES) >= 60


# --- bubblewrap as an ordinary user, where the tests are root's ----------------------

NOBODY = 65534

#: What they run: grades each answer in the strongest room, then a right one.
GRADE = """
import json, sys
from pathlib import Path
from types import SimpleNamespace

root, *answers = map(Path, sys.argv[1:])
sys.path.insert(0, str(root / "src"))
from asynclings import grading, warm

room = root / "tests/hostile/kit"
exercise = SimpleNamespace(grader=room / "graders/01_room/test_01_both.py")

def graded(answer):
    return grading.grade(
        [exercise], root=root, answers=answer, seed=1, isolated="rlimits", room="bubblewrap"
    ).to_json()

def work(answer):
    return {
        "report": graded(answer), "next": graded(room / "solutions/01_room/01_both.py")
    }

grading.warm_up(None)
for number, outcome in warm.each(work, answers, jobs=2):
    print(json.dumps([answers[number].stem, outcome]))
"""


def run_as_nobody(command: list[str], **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        command,
        user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", env={"LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, check=False, **options,
    )  # fmt: skip


def reachable_python() -> str:
    """Return a Python of this version that an ordinary user can run; nothing if there is none."""
    ours, system = sys._base_executable, f"/usr/bin/python3.{sys.version_info[1]}"
    for python in (ours, system):
        try:
            if run_as_nobody([python, "-I", "-c", "import asyncio, venv"]).returncode == 0:
                return python
        except OSError:
            continue
    return ""


def copy_of_the_kit(python: str, folder: Path) -> tuple[Path, Path]:
    """Make an environment and a kit in *folder* that anybody can read; return both."""
    subprocess.run([python, "-I", "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    (theirs,) = (folder / "venv/lib").glob("python*/site-packages")
    ours = sysconfig.get_path("purelib")
    shutil.copytree(ours, theirs, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*DEVELOPING))
    for tree in ("src", "tests/hostile"):
        shutil.copytree(ROOT / tree, folder / "kit" / tree)
    shutil.copy(ROOT / "pyproject.toml", folder / "kit")
    subprocess.run(["chmod", "-R", "go+rX", str(folder)], check=True)
    return folder / "venv/bin/python", folder / "kit"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_bubblewrap_stops_them_for_an_ordinary_user_too():
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("this is an ordinary user already: the tests above are the proof")
    if why := levels.missing("bubblewrap"):
        pytest.skip(f"not run with bubblewrap as an ordinary user: {why}")
    if not (python := reachable_python()):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        pytest.skip(f"not run with bubblewrap as an ordinary user: no Python {version} for them")
    # Those that mere limits do not stop: here it is the room that has to.
    files = [
        path for path in FILES if needed(path) != "rlimits" and path.parent.name != "confusing"
    ]
    with tempfile.TemporaryDirectory(prefix="asynclings-ordinary-") as name:
        executable, kit = copy_of_the_kit(python, Path(name))
        answers = [str(kit / path.relative_to(ROOT)) for path in files]

        done = run_as_nobody([str(executable), "-B", "-c", GRADE, str(kit), *answers])

        assert done.returncode == 0, done.stderr
        found = dict(json.loads(line) for line in done.stdout.splitlines())
    verdicts = {name: one["report"]["exercises"][0]["verdict"] for name, one in found.items()}
    assert sorted(found) == sorted(path.stem for path in files)
    assert set(verdicts.values()) <= {"failed", "broke a law", "not reached"}, verdicts
    assert {one["report"]["isolation"] for one in found.values()} == {"bubblewrap"}
    assert {one["next"]["exercises"][0]["verdict"] for one in found.values()} == {"passed"}
    assert traces() == [], "what they left outside their rooms"
