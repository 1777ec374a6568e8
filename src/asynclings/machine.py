"""What this machine has of all that the kit can use, with what to do where something is missing."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from asynclings import __version__
from asynclings.catalog import Catalog

#: ``note`` is worth a word, ``bad`` keeps the kit from its work.
Status = Literal["ok", "note", "bad"]

_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[^\]]*\])?\s*(?P<bounds>[^;#]*)")
_BOUND = re.compile(r"(?P<how>>=|<)\s*(?P<version>[\d.]+)")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What: ``Python``.
        status: See `Status`.
        found: What was found, one line.
        todo: What to do about it; empty when nothing is to be done.
    """

    name: str
    status: Status
    found: str
    todo: str = ""


def look(kit: Catalog) -> Iterator[Check]:
    """Yield what was found on this machine for *kit*."""
    yield _python()
    yield from _packages(kit.root)
    yield _terminal()
    yield _editor()
    yield _watching(kit.root)
    yield _grading()
    yield _isolation()
    yield _folder(kit.root)
    yield _checkout(kit.root)
    yield from _tree(kit)


def _python() -> Check:
    found = f"{platform.python_version()} at {sys.executable}, asynclings {__version__}"
    if sys.version_info < (3, 11):  # noqa: UP036 - a prepared Python may be anything
        return Check("Python", "bad", found, "Use Python 3.11 or newer.")
    return Check("Python", "ok", found)


def _packages(root: Path) -> Iterator[Check]:
    """Yield one check for all packages in order, and one for each that is not."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    good = []
    for requirement in project["dependencies"]:
        parts = _REQUIREMENT.match(requirement)
        name, bounds = (parts["name"], parts["bounds"]) if parts else (requirement, "")
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield Check("packages", "bad", f"{name} is missing", f"Install {requirement}.")
            continue
        if _fits(version, bounds):
            good.append(f"{name} {version}")
        else:
            yield Check("packages", "bad", f"{name} is {version}", f"Install {requirement}.")
    yield Check("packages", "ok", ", ".join(good))


def _fits(version: str, bounds: str) -> bool:
    """Tell whether *version* keeps *bounds*; those that are not understood are kept."""
    here = _numbers(version)
    return all(
        here >= _numbers(bound["version"])
        if bound["how"] == ">="
        else here < _numbers(bound["version"])
        for bound in _BOUND.finditer(bounds)
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("+")[0])[:3])


def _terminal() -> Check:
    from rich.console import Console

    console = Console()
    if not sys.stdout.isatty():
        found = "none: standard output is a file or a pipe"
        return Check("terminal", "note", found, "`learn` needs one; all else does without.")
    columns, lines = console.size
    ascii_only = console.options.ascii_only
    colours = "no colours" if console.no_color else f"{console.color_system or 'no'} colours"
    signs = "ASCII" if ascii_only else "Unicode"
    found = f"{columns} x {lines}, {colours}, {signs}, links {_links()}"
    if os.environ.get("TERM") == "dumb":
        todo = "TERM=dumb cannot be drawn on: `learn` prints once. Use another terminal."
        return Check("terminal", "note", found, todo)
    if columns < 60:
        return Check("terminal", "note", found, "A wider window shows longer timelines.")
    if ascii_only:
        return Check("terminal", "note", found, "PYTHONIOENCODING=utf-8 gives better drawings.")
    return Check("terminal", "ok", found)


def _links() -> str:
    """Return whether the terminal is known to make links of OSC 8."""
    known = ("WT_SESSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "KONSOLE_VERSION", "VTE_VERSION")
    program = os.environ.get("TERM_PROGRAM", "")
    if program in ("iTerm.app", "vscode", "WezTerm", "ghostty") or any(map(os.environ.get, known)):
        return "clickable (OSC 8)"
    return "clickable if it knows OSC 8"


def _editor() -> Check:
    from asynclings.learn import editor

    words = editor.command()
    todo = "Set VISUAL or EDITOR, so that `o` in `learn` opens the file."
    if not words:
        return Check("editor", "note", "none is known", todo)
    if not shutil.which(words[0]):
        return Check("editor", "note", f"{words[0]} is not on the path", todo)
    how = "in a window of its own" if editor.is_windowed(words) else "in the terminal"
    return Check("editor", "ok", f"{' '.join(words)}, {how}")


def _watching(root: Path) -> Check:
    system = {"linux": "inotify", "darwin": "FSEvents", "win32": "ReadDirectoryChangesW"}
    found = f"watchfiles with {system.get(sys.platform, 'what the system has')}"
    if os.environ.get("WATCHFILES_FORCE_POLLING") or "microsoft" in platform.release().lower():
        found = "watchfiles, by looking at the files regularly"
    try:
        from watchfiles import watch

        next(watch(root / "exercises", rust_timeout=1, yield_on_timeout=True, debounce=1, step=1))
    except (OSError, ImportError, StopIteration) as error:
        todo = "Raise fs.inotify.max_user_watches; until then `learn` looks at the files regularly."
        return Check("watching", "note", f"{found}: {error}", todo)
    return Check("watching", "ok", found)


def _grading() -> Check:
    if hasattr(os, "fork"):
        return Check("grading", "ok", "each save in a forked child of a warm process")
    found = "each save in a process of its own, for this system has no fork"
    return Check("grading", "note", found, "It works, a little slower; in WSL it is fast.")


def _isolation() -> Check:
    from asynclings.errors import AsynclingsError
    from asynclings.rooms import levels

    try:
        level = levels.reached()
    except AsynclingsError:
        why = levels.missing("rlimits")
        return Check("isolation", "note", f"none: {why}", "Only other people's answers need it.")
    above = levels.LEVELS[levels.LEVELS.index(level) + 1 :]
    if not above:
        return Check("isolation", "ok", f"--isolated reaches {level}, the strongest")
    why = levels.missing(above[0])
    return Check("isolation", "note", f"--isolated reaches {level}", f"For {above[0]}: {why}.")


def _folder(root: Path) -> Check:
    from asynclings.shipped import KEPT

    try:
        (root / KEPT).mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=root / KEPT) as file:
            file.write(b"x" * 4096)
            file.flush()
    except OSError as error:
        todo = f"Grading works; to keep progress and backups, make {root} writable, or make room."
        return Check("folder", "bad", f"{root / KEPT} cannot be written: {error.strerror}", todo)
    free = shutil.disk_usage(root).free // (1 << 20)
    return Check("folder", "ok", f"{root / KEPT} can be written, {free:,} MiB free")


def _checkout(root: Path) -> Check:
    """Return what git knows of the kit; it is one way back to a stub as shipped."""
    if not shutil.which("git"):
        found = "git is not installed; stubs as shipped are kept by the kit"
        return Check("checkout", "note", found)
    branch = _git(root, "rev-parse", "--abbrev-ref", "HEAD")
    if not branch:
        return Check("checkout", "note", "no git repository; stubs as shipped are kept by the kit")
    changed = [line[3:] for line in _git(root, "status", "--porcelain").splitlines()]
    own = [one for one in changed if not one.startswith("exercises/")]
    found = f"git, branch {branch}, {len(changed)} changed, {len(changed) - len(own)} of them stubs"
    if own:
        todo = f"Changed besides your answers: {', '.join(own[:3])}. `git diff` shows how."
        return Check("checkout", "note", found, todo)
    return Check("checkout", "ok", found)


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],  # noqa: S607 - the git that the person uses
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.rstrip() if done.returncode == 0 else ""


def _tree(kit: Catalog) -> Iterator[Check]:
    problems = kit.problems()
    if not problems:
        yield Check("exercises", "ok", f"{len(kit.exercises)} in {len(kit.chapters)} chapters")
    for problem in problems:
        yield Check("exercises", "note", problem, "`git status` shows what was moved or removed.")
