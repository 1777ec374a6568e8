"""From a save to the verdict, in `learn` and in pytest-watcher on the same exercise."""

import asyncio
import contextlib
import importlib.util
import os
import pty
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from measure import ROOT, Measure, medians, with_bytecode

from asynclings import catalog
from asynclings.learn.session import Session
from asynclings.learn.state import State

SAVES = 20
PLAIN, HTTP = "first_await", "fetch_json"

#: As fast as it can; its own pattern for Python files matches none with a newer watchdog.
WATCHER = ("-m", "pytest_watcher", "--now", "--delay", "0", "--patterns", "**/*.py")


def learn_measures() -> Iterator[Measure]:
    """Measure saves of one exercise without HTTP and of one with it, then the start."""
    for name, slug, most in (("no HTTP", PLAIN, 60), ("HTTP", HTTP, 110)):
        with checkout() as root:
            exercise = catalog.load(root).find(slug)[0]
            ours, told = asyncio.run(saves(root, slug)), watcher_saves(root, exercise)
        title = f"save to verdict, {name}"
        detail = f"{SAVES} saves, {min(ours) * 1e3:.0f} to {max(ours) * 1e3:.0f} ms"
        yield Measure(title, statistics.median(ours) * 1e3, "ms", most=most, detail=detail)
        if told:
            ratio = statistics.median(ours) / statistics.median(told)
            both = medians((statistics.median(ours), statistics.median(told)))
            yield Measure(f"{title}, to pytest-watcher", ratio, "x", most=0.4, detail=both)
    yield from start_measures()


@contextlib.contextmanager
def checkout() -> Iterator[Path]:
    """Give a copy of the kit in which all exercises are solved."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        for name in ("graders", "solutions"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copytree(ROOT / "solutions", root / "exercises")
        shutil.copy(ROOT / "pyproject.toml", root)
        yield root


async def saves(root: Path, slug: str) -> list[float]:
    """Return the seconds from each of many saves to its verdict."""
    session = Session(catalog.load(root), slug)
    stub = Path(session.state.path)
    verdict = asyncio.Event()
    graded = 0

    def changed(state: State) -> None:
        nonlocal graded
        if state.graded != graded:
            graded = state.graded
            verdict.set()

    session.listen(changed)
    running = asyncio.create_task(session.run())
    await verdict.wait()
    save, seconds = saver(stub), []
    for _ in range(SAVES):
        await asyncio.sleep(0.7)  # nobody saves faster; a child stands by again
        verdict.clear()
        begun = time.perf_counter()
        save()
        await verdict.wait()
        seconds.append(time.perf_counter() - begun)
        assert session.state.report["exercises"][0]["verdict"] == "passed"
    session.stop()
    await running
    return seconds


def saver(stub: Path) -> Callable[[], None]:
    """Return a call that saves *stub* as an editor does, with a line more each time."""
    lines = [stub.read_text()]

    def save() -> None:
        lines.append(f"# {len(lines)}\n")
        stub.write_text("".join(lines))

    return save


def watcher_saves(root: Path, exercise: catalog.Exercise) -> list[float]:
    """Return the same for pytest-watcher; nothing where it is not installed."""
    if importlib.util.find_spec("pytest_watcher") is None:
        return []
    command = [sys.executable, "-P", *WATCHER, str(root), str(exercise.grader)]
    command += ["-q", "-p", "no:cacheprovider"]
    here = Path(sys.executable).parent  # it starts the `pytest` that is on the path
    process = subprocess.Popen(
        command,
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=with_bytecode() | {"PATH": f"{here}{os.pathsep}{os.environ['PATH']}"},
    )
    try:
        read_until(process.stdout.fileno(), b" passed")
        save, seconds = saver(exercise.stub), []
        for _ in range(SAVES):
            while psutil.Process(process.pid).children():  # a save in the meantime is lost
                time.sleep(0.05)
            time.sleep(0.5)
            begun = time.perf_counter()
            save()
            read_until(process.stdout.fileno(), b" passed")
            seconds.append(time.perf_counter() - begun)
        return seconds
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()
        process.stdout.close()


def start_measures() -> Iterator[Measure]:
    """Measure how long `learn` takes to its first verdict on a terminal, and its memory."""
    seconds, resident, all_of_it = [], [], []
    with checkout() as root:
        for _ in range(6):
            begun = time.perf_counter()
            pid, terminal = pty.fork()
            if not pid:
                here = with_bytecode() | {"ASYNCLINGS_ROOT": str(root), "TERM": "xterm"}
                command = [sys.executable, "-P", "-m", "asynclings", "learn", PLAIN]
                os.execve(sys.executable, command, here)
            read_until(terminal, b"Done")
            seconds.append(time.perf_counter() - begun)
            own = psutil.Process(pid)
            resident.append(own.memory_info().rss / 2**20)
            family = [own, *own.children(recursive=True)]
            all_of_it.append(sum(one.memory_full_info().pss for one in family) / 2**20)
            os.write(terminal, b"q")
            with contextlib.suppress(OSError):
                read_until(terminal, b"never")
            os.waitpid(pid, 0)
            os.close(terminal)
    yield Measure("learn, to the first verdict", statistics.median(seconds[1:]), "s", most=1.5)
    yield Measure("learn, resident", max(resident), "MiB", most=80)
    title = "learn with its warm process and the child that stands by, PSS"
    yield Measure(title, max(all_of_it), "MiB")


def read_until(descriptor: int, wanted: bytes) -> None:
    """Read until *wanted* has come; stop where nobody writes any longer."""
    data = b""
    while wanted not in data:
        if not select.select([descriptor], [], [], 60)[0]:
            raise SystemExit(f"{wanted!r} never came: {data[-2000:].decode(errors='replace')}")
        chunk = os.read(descriptor, 1 << 16)
        if not chunk:
            raise OSError("the end")
        data = (data + chunk)[-100_000:]


if __name__ == "__main__":
    for one in learn_measures():
        sys.stdout.write(f"{one.name}: {one.shown()}, {one.bound()}\n")
