"""The front door: every way to use the kit is a session below.

    python3 noxfile.py -s grade -- first_await      a learner grades one exercise
    python3 noxfile.py                              an author checks everything

The first run sets up the environment that all sessions share. Where nox is
installed, say `nox` instead of `python3 noxfile.py`; with uv, say `uvx nox`.
"""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        f"asynclings needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.\n"
        "Start it with a newer one, like `python3.13 noxfile.py`, or `uvx --python 3.13 nox`."
    )

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))

from asynclings import catalog, environment, front_door  # noqa: E402 - src is on the path only now

if __name__ == "__main__":
    front_door.enter(ROOT, sys.argv[1:])

import nox  # noqa: E402 - without nox, the line above has made an environment that has it

nox.needs_version = ">=2024.4.15"
front_door.remember()
nox.options.default_venv_backend = "none"  # one environment for all sessions: environment.py
nox.options.sessions = ["lint", "types", "tests", "prove"]

#: What only somebody who works on the kit needs in the environment.
DEVELOPING = ["dev", "cluster"]


@nox.session
def learn(session: nox.Session) -> None:
    """Learn: shows one exercise, grades it on every save. `-- --web` shows it in a browser."""
    asynclings(session, "learn", *session.posargs)


@nox.session
def grade(session: nox.Session) -> None:
    """Grade your work: everything, or `-- NAME` for an exercise, a chapter or a file."""
    asynclings(session, "grade", *session.posargs)


@nox.session
def solutions(session: nox.Session) -> None:
    """See how a good answer looks when it is graded: all, or `-- NAME`."""
    asynclings(session, "solutions", *session.posargs)


@nox.session(name="list")
def list_(session: nox.Session) -> None:
    """List the exercises, and how far you are; or `-- CHAPTER`."""
    asynclings(session, "list", *session.posargs)


@nox.session(name="next")
def next_(session: nox.Session) -> None:
    """Say which exercise comes next, and where to edit."""
    asynclings(session, "next", *session.posargs)


@nox.session
def hint(session: nox.Session) -> None:
    """Give a hint, one more each time: `-- NAME`."""
    asynclings(session, "hint", *session.posargs)


@nox.session
def reset(session: nox.Session) -> None:
    """Make a stub as it was, keep what you wrote as a backup: `-- NAME`."""
    asynclings(session, "reset", *session.posargs)


@nox.session
def page(session: nox.Session) -> None:
    """Write your exercises, verdicts and timelines as one HTML file."""
    asynclings(session, "page", *session.posargs)


@nox.session
def doctor(session: nox.Session) -> None:
    """Look at this machine: what the kit needs of it, and what to do about it."""
    asynclings(session, "doctor", *session.posargs)


@nox.session
def check(session: nox.Session) -> None:
    """Grade a whole class, each answer in a locked room: `-- SUBMISSIONS --out DIR`."""
    wanted = ["cluster"] if any(one.startswith("--scheduler") for one in session.posargs) else []
    asynclings(session, "check", *session.posargs, groups=wanted)


@nox.session
def merge(session: nox.Session) -> None:
    """Put the results of several `check -- --shard i/n` together: `-- DIR... --out DIR`."""
    asynclings(session, "merge", *session.posargs)


@nox.session
def prove(session: nox.Session) -> None:
    """Prove the graders: stubs fail, right answers pass, wrong ones are caught by name."""
    asynclings(session, "prove", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Test the machine: is the kit itself right? Options of pytest go after `--`."""
    run(session, "-m", "pytest", *session.posargs, groups=DEVELOPING)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and layout of all code with ruff."""
    run(session, "-m", "ruff", "check", *session.posargs, groups=DEVELOPING)
    run(session, "-m", "ruff", "format", "--check", *session.posargs, groups=DEVELOPING)


@nox.session
def types(session: nox.Session) -> None:
    """Check all types of the machine with mypy."""
    run(session, "-m", "mypy", *session.posargs, groups=DEVELOPING)


@nox.session
def stability(session: nox.Session) -> None:
    """Show that durations are exact under load; `-- --help` says how much."""
    run(session, "tests/stability/run.py", *session.posargs)


@nox.session
def conformance(session: nox.Session) -> None:
    """Run asyncio's own tests on the virtual loop."""
    run(session, "tests/conformance/run.py", *session.posargs)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Measure how long grading takes, as ratios."""
    run(session, "benchmarks", *session.posargs, groups=[*DEVELOPING, "measure"])


@nox.session
@nox.parametrize("slug", catalog.slugs(ROOT), ids=catalog.slugs(ROOT))
def exercise(session: nox.Session, slug: str) -> None:
    """Grade one exercise for a platform: exit code 0 only when it passes."""
    asynclings(session, "grade", slug, "--check", *session.posargs)


def asynclings(
    session: nox.Session, command: str, *arguments: str, groups: Sequence[str] = ()
) -> None:
    """Run a *command* of the kit, where the person stands: paths are meant from there."""
    with contextlib.chdir(session.invoked_from):
        run(session, "-m", "asynclings", command, *arguments, groups=groups)


def run(session: nox.Session, *command: str, groups: Sequence[str] = ()) -> None:
    """Run a *command* of the Python of the shared environment, with *groups* of pyproject.toml."""
    try:
        python = environment.ready(ROOT, str(session.python or ""), groups=groups)
    except environment.SetupError as error:
        session.error(str(error).rstrip("."))  # nox adds one
    path = {"PYTHONPATH": str(ROOT / "src")}  # and nothing that the person's own may hold
    session.run(python, "-P", *command, env=path, external=True, log=False, stderr=None)
