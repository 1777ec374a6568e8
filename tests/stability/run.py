"""Run a few scenarios thousands of times beside busy processes, and count wrong durations.

    python -P tests/stability/run.py --runs 2000
    python -P tests/stability/run.py --runs 50 --loads 0,2 --scenarios gather,http --json -

A duration is wrong unless it equals the ideal exactly. The exit code is 1 if any was.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

import aiohttp
from aiohttp import web

from asynclings.clock import VirtualLoop, install

#: What keeps a processor busy; it ends by itself when the process that started it has gone.
BUSY = """
import os, sys
while os.getppid() == int(sys.argv[1]):
    for _ in range(1_000_000):
        pass
"""


async def gather() -> float:
    """Five sleeps at once."""
    loop = asyncio.get_running_loop()
    await asyncio.gather(*(asyncio.sleep(seconds) for seconds in (0.1, 0.5, 0.25, 2.0, 1.3)))
    return loop.time()


async def threads() -> float:
    """Five threads that sleep."""
    loop = asyncio.get_running_loop()
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 1.0) for _ in range(5)))
    return loop.time()


async def semaphore() -> float:
    """Nine sleeps, three at a time."""
    loop = asyncio.get_running_loop()
    limit = asyncio.Semaphore(3)

    async def work() -> None:
        async with limit:
            await asyncio.sleep(0.1)

    await asyncio.gather(*(work() for _ in range(9)))
    return loop.time()


async def web_server() -> float:
    """Ten requests at once to an aiohttp server in the same loop."""
    loop = asyncio.get_running_loop()

    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(1.0)
        return web.json_response({"ok": True})

    app = web.Application()
    app.router.add_get("/", slow)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]

    async def fetch(session: aiohttp.ClientSession) -> object:
        async with session.get(f"http://127.0.0.1:{port}/") as response:
            return await response.json()

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(fetch(session) for _ in range(10)))
    await runner.cleanup()
    return loop.time()


async def thread_clients() -> float:
    """Five blocking HTTP clients in threads, and a server of the loop."""
    loop = asyncio.get_running_loop()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(1.0)
        writer.write(b"HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok")
        writer.close()

    def fetch(port: int) -> None:
        client = http.client.HTTPConnection("127.0.0.1", port)
        client.request("GET", "/")
        client.getresponse().read()
        client.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await asyncio.gather(*(asyncio.to_thread(fetch, port) for _ in range(5)))
    server.close()
    return loop.time()


#: Each scenario with the virtual seconds that it must take.
SCENARIOS: dict[str, tuple[Callable[[], Awaitable[float]], float]] = {
    "gather": (gather, 2.0),
    "threads": (threads, 1.0),
    "semaphore": (semaphore, 0.3),
    "http": (web_server, 1.0),
    "thread clients": (thread_clients, 1.0),
}


TABLE_ROW = (
    "{scenario:14} beside {busy_processes} busy: {wrong} wrong of {runs}, "
    "{wall_milliseconds_per_run} ms a run"
)


@contextlib.contextmanager
def busy_processes(count: int) -> Iterator[None]:
    """Keep *count* processes computing; end them, whatever happens inside."""
    command = [sys.executable, "-I", "-S", "-c", BUSY, str(os.getpid())]
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.extend(subprocess.Popen(command) for _ in range(count))
        yield
    finally:
        for child in children:
            child.kill()
        for child in children:
            child.wait()


def run_cell(name: str, load: int, runs: int) -> dict[str, object]:
    """Run one scenario *runs* times beside *load* busy processes."""
    scenario, ideal = SCENARIOS[name]
    started = time.monotonic()
    durations = []
    for _ in range(runs):
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            durations.append(runner.run(scenario()))
    wall_seconds = time.monotonic() - started
    wrong = [each for each in durations if each != ideal]
    return {
        "scenario": name,
        "busy_processes": load,
        "runs": runs,
        "ideal_seconds": ideal,
        "wrong": len(wrong),
        "wrong_seconds": sorted(set(wrong))[:10],
        "wall_milliseconds_per_run": round(wall_seconds / runs * 1000, 2),
    }


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=2000, help="runs of each scenario and load")
    parser.add_argument("--loads", default="0,2,8", help="numbers of busy processes")
    parser.add_argument("--scenarios", default=",".join(SCENARIOS), help="which of them")
    parser.add_argument(
        "--json", metavar="FILE", help="write the cells here; - for standard output"
    )
    return parser.parse_args(arguments)


def say(line: str) -> None:
    """Print at once: a cell takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every cell, print the table or write JSON; return 1 if any duration was wrong."""
    options = parse(arguments)
    install()
    cells = []
    for load in map(int, options.loads.split(",")):
        with busy_processes(load):
            for name in options.scenarios.split(","):
                cells.append(run_cell(name, load, options.runs))
                if options.json != "-":
                    say(TABLE_ROW.format(**cells[-1]))
    if options.json:
        text = json.dumps({"python": sys.version.split()[0], "cells": cells}, indent=2)
        if options.json == "-":
            say(text)
        else:
            Path(options.json).write_text(text + "\n", "utf-8")
    return 1 if any(cell["wrong"] for cell in cells) else 0


if __name__ == "__main__":
    sys.exit(main())
