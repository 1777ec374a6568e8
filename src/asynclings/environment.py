"""The one environment that every session shares: made when it is missing, renewed when it is stale.

Only the standard library is imported here: this runs before anything is installed.

    .venv           made with the Python that ran the first command
    .venv-3.12      made by `nox -P 3.12 ...`, with a Python 3.12 found on this machine

A stamp inside lists the requirements that were installed. It is written last, so a set-up that was
interrupted is never taken for a finished one.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from asynclings.errors import AsynclingsError
from asynclings.files import alone

#: Set to a Python that has everything installed, it is used as it is.
PREPARED = "ASYNCLINGS_PYTHON"

#: The Python that is no environment, under the one that runs.
_BASE: str = getattr(sys, "_base_executable", sys.executable)

_STAMP = "asynclings-requirements.txt"
_UNFINISHED = "unfinished\n"
_WHERE_PACKAGES_GO = "import sysconfig; print(sysconfig.get_path('purelib'))"
_MAKE_PIP = (
    "import ensurepip, runpy; ensurepip.bootstrap(); runpy.run_module('pip', None, '__main__')"
)
_WHO_ARE_YOU = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"


class SetupError(AsynclingsError):
    """The environment cannot be made; the message says what to do."""


def ready(root: Path, version: str = "", *, groups: Sequence[str] = ()) -> str:
    """Return the Python of the shared environment, once what is needed is installed in it.

    Args:
        root: The checkout.
        version: Like ``3.12``; without it, whatever Python made ``.venv``.
        groups: Extras and dependency groups of ``pyproject.toml`` that are needed, too.

    Raises:
        SetupError: A Python, pip or the network is missing.
    """
    if prepared := os.environ.get(PREPARED) or (sys.executable if "--no-venv" in sys.argv else ""):
        return prepared
    room = root / ".venv"
    if version and _version_of(room) != version:
        room = root / f".venv-{version}"
    needed = requirements(root, groups)
    if not _is_ready(room, needed):
        base = find(version) if version else sys.executable
        try:
            with alone(room.with_name(f"{room.name}.lock")):
                if not _is_ready(room, needed):  # somebody else may have made it meanwhile
                    _make(room, needed, root / "src", base)
        except OSError as error:
            raise SetupError(f"Cannot write the environment {room}: {error}.") from error
    return str(_python(room))


def requirements(root: Path, groups: Sequence[str] = ()) -> list[str]:
    """Return what ``pyproject.toml`` asks for: to use the kit, and for each of *groups*."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    project = settings["project"]
    named = project.get("optional-dependencies", {}) | settings["dependency-groups"]
    chosen = [need for name in ("door", *groups) for need in named[name]]
    return [*project["dependencies"], *chosen]


def find(version: str) -> str:
    """Return a Python of *version* (like ``3.12``) on this machine.

    Raises:
        SetupError: There is none.
    """
    for command in _candidates(version):
        answer = _output([*command, "-c", _WHO_ARE_YOU])
        if answer.startswith(f"{version} "):
            return answer.partition(" ")[2]
    raise SetupError(
        f"No Python {version} was found: none is called python{version}, pyenv and uv have none.\n"
        "Install it, or leave out `-P` to use the Python that is here."
    )


def _candidates(version: str) -> Iterator[list[str]]:
    """Yield commands that may start a Python of *version*, the likeliest first."""
    yield [sys.executable]
    yield [f"python{version}"]
    for path in sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python")):
        yield [str(path)]
    yield ["py", f"-{version}"]
    yield [_output(["uv", "python", "find", "--no-project", version]) or "uv"]


def _is_ready(room: Path, needed: list[str]) -> bool:
    """Return whether *needed* is installed in *room*."""
    stamp = room / _STAMP
    there = stamp.read_text("utf-8").splitlines() if stamp.is_file() else []
    return _python(room).exists() and set(needed) <= set(there)


def _make(room: Path, needed: list[str], source: Path, base: str) -> None:
    """Install *needed* into *room*, and make it first unless it is there and sound."""
    stamp = room / _STAMP
    interrupted = stamp.is_file() and stamp.read_text("utf-8") == _UNFINISHED
    inside = Path(sys.prefix).resolve() == room.resolve()  # do not saw off the branch
    if inside or (not interrupted and _output([str(_python(room)), "-c", _WHERE_PACKAGES_GO])):
        _say(f"bringing {room} up to date ...")
        stamp.unlink(missing_ok=True)
    else:
        _say(f"setting up {room} (once) ...")
        shutil.rmtree(room, ignore_errors=True)
        done = _run([base, "-m", "venv", "--without-pip", str(room)])
        if done.returncode:
            raise SetupError(f"{base} cannot make {room}: {(done.stdout + done.stderr).strip()}")
        stamp.write_text(_UNFINISHED, "utf-8")
    _install(room, needed, base)
    packages = Path(_output([str(_python(room)), "-c", _WHERE_PACKAGES_GO]))
    # Relative, so that the checkout may be moved.
    packages.joinpath("asynclings.pth").write_text(f"{os.path.relpath(source, packages)}\n")
    stamp.write_text("".join(f"{one}\n" for one in needed), "utf-8")


def _install(room: Path, needed: list[str], base: str) -> None:
    """Install *needed* into *room*, with the first installer that can.

    Raises:
        SetupError: None of them can; the message has the last words of each.
    """
    python, last_words = str(_python(room)), []
    for command in (
        ["uv", "pip", "install", "--quiet", "--python", python],
        [base, "-m", "pip", "--python", python, "install", "--quiet", "--no-input"],
        # Where *base* is itself an environment made by us: those have no pip.
        [_BASE, "-m", "pip", "--python", python, "install", "--quiet", "--no-input"],
        # Where Python came without pip, but with what pip can be made from.
        [python, "-c", _MAKE_PIP, "install", "--quiet", "--no-input"],
    ):
        done = _run([*command, *needed])
        if done.returncode == 0:
            return
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        last_words += [f"  {Path(command[0]).name}: {line}" for line in said[-1:]]
        if command[0] != "uv" and "No module named pip" not in done.stderr:
            break  # another pip would meet the same trouble, after the same long wait
    raise SetupError(
        f"Cannot install what the kit needs into {room}:\n"
        + "\n".join(dict.fromkeys(last_words))
        + "\n"
        "Check the network, or that pip is there (Debian: apt install python3-pip), and run the\n"
        f"same command again. Where nothing may be installed, set {PREPARED} to a Python that\n"
        "has the dependencies of pyproject.toml."
    )


def _say(what: str) -> None:
    """Tell the person *what* takes a while; a report may be read from stdout."""
    sys.stderr.write(f"asynclings: {what}\n")
    sys.stderr.flush()


def _output(command: list[str]) -> str:
    """Return what *command* prints, or nothing when it cannot."""
    done = _run(command)
    return done.stdout.strip() if done.returncode == 0 else ""


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run *command*, whatever comes of it."""
    # A personal setting "install for this user" is wrong for an environment.
    environ = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        return subprocess.run(
            command,
            env=environ,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


def _python(room: Path) -> Path:
    """Return where the Python of *room* is."""
    return room / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _version_of(room: Path) -> str:
    """Return the version of the Python of *room*, like ``3.12``; empty when there is none."""
    with contextlib.suppress(OSError):
        settings = (room / "pyvenv.cfg").read_text("utf-8")
        if found := re.search(r"^version(?:_info)? *= *(\d+\.\d+)", settings, re.MULTILINE):
            return found[1]
    return ""
