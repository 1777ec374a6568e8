"""Blocking calls on the loop's thread: which ones are noted, and which are not the user's."""

import asyncio
import http.client
import importlib
import logging
import multiprocessing.util
import os
import sqlite3
import subprocess
import sys
import threading
import urllib.request
import warnings
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from asynclings.clock import VirtualLoop, install

install()


def run(main):
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())


def loop():
    return asyncio.get_running_loop()


def blocks():
    return [span.name for span in loop().timeline.of("block")]


def read():
    with open(__file__, "rb") as file:  # noqa: PTH123 - the very point
        return file.read(1)


def ask_for_input():
    with pytest.raises((EOFError, OSError)):
        input()


def ask_over_http():
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", 1).request("GET", "/")


def open_url():
    with pytest.raises(OSError):
        urllib.request.urlopen("http://127.0.0.1:1/")


QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
CALLS = {
    "open": read,
    "os.listdir": lambda: os.listdir("."),  # noqa: PTH208 - the very point
    "os.scandir": lambda: os.scandir(".").close(),
    "os.remove": lambda: Path("no such file").unlink(missing_ok=True),
    "os.system": lambda: os.system("exit 0"),  # noqa: S605 - the very point
    "subprocess.Popen": lambda: subprocess.run([sys.executable, "-c", ""], check=True, **QUIET),
    "sqlite3.connect": lambda: sqlite3.connect(":memory:").close(),
    "input": ask_for_input,
    "http.client": ask_over_http,
    "urllib.request": open_url,
}


@pytest.mark.parametrize(("name", "call"), CALLS.items(), ids=CALLS)
def test_a_blocking_call_is_noted_by_its_name(name, call):
    async def main():
        call()
        return blocks()

    assert run(main) == [name]


def test_a_block_knows_the_line_the_instant_and_the_task():
    async def main():
        await asyncio.sleep(2.5)
        read()
        name = asyncio.current_task().get_name()
        (block,) = loop().timeline.of("block")
        return (block.where, block.start, block.end, block.args), name

    happened, task_name = run(main)

    line = read.__code__.co_firstlineno + 1
    assert happened == (f"{__file__}:{line}", 2.5, 2.5, (task_name,))


def test_one_line_is_noted_once_at_one_instant_and_again_later():
    async def main():
        for _ in range(3):
            read()
            read()
            await asyncio.sleep(1)
        return blocks()

    assert run(main) == ["open"] * 3


def test_a_callback_blocks_as_a_task_does():
    async def main():
        loop().call_later(1.0, read)
        await asyncio.sleep(2)
        return blocks()

    assert run(main) == ["open"]


def test_a_library_that_blocks_is_the_callers_doing(tmp_path):
    async def main():
        Path(__file__).read_text("utf-8")  # noqa: ASYNC240 - the very point
        return [Path(span.where.rpartition(":")[0]).name for span in loop().timeline.of("block")]

    assert run(main) == [Path(__file__).name]


# --- not the user's -----------------------------------------------------------------


def test_nothing_is_noted_in_threads():
    async def main():
        await asyncio.to_thread(read)
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
        return blocks()

    assert run(main) == []


def test_nothing_is_noted_outside_of_virtual_time():
    read()

    async def main():
        return blocks()

    assert run(main) == []


@pytest.mark.parametrize("source", ["", "open(__file__).close()"], ids=["empty", "reads a file"])
def test_an_import_is_no_blocking_call(source, tmp_path, monkeypatch):
    (tmp_path / "freshly_made.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "freshly_made", raising=False)

    async def main():
        importlib.import_module("freshly_made")
        return blocks()

    assert run(main) == []


def test_a_logged_traceback_is_no_blocking_call(caplog):
    async def main():
        try:
            int("x")
        except ValueError:
            logging.exception("it reads the source of every line")  # noqa: LOG015 - as beginners do
        return blocks()

    assert run(main) == []
    assert 'int("x")' in caplog.text


def test_a_warning_is_no_blocking_call():
    async def main():
        with pytest.warns(UserWarning, match="it reads"):
            warnings.warn("it reads the source of this line", stacklevel=1)
        return blocks()

    assert run(main) == []


def test_a_child_process_of_asyncio_is_no_blocking_call():
    async def main():
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
        await process.wait()
        return blocks()

    assert run(main) == []


def test_a_server_and_a_client_are_no_blocking_calls():
    async def main():
        async def send_file(_):
            return web.FileResponse(__file__)

        app = web.Application()
        app.router.add_get("/", send_file)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "localhost", 0).start()
        port = runner.addresses[0][1]
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://localhost:{port}/") as it,
        ):
            await it.read()
        await runner.cleanup()
        return blocks()

    assert run(main) == []


def test_streams_and_names_are_no_blocking_calls():
    async def main():
        server = await asyncio.start_server(lambda _, writer: writer.close(), "localhost", 0)
        loop().serve_name("api.example", server.sockets[0].getsockname()[1])
        async with server:
            reader, writer = await asyncio.open_connection("api.example", 80)
            await reader.read()
            writer.close()
        return blocks()

    assert run(main) == []


def test_what_asyncio_does_in_debug_mode_is_no_blocking_call():
    async def main():
        loop().set_debug(True)
        await asyncio.gather(asyncio.sleep(1), asyncio.to_thread(read))
        return blocks()

    assert run(main) == []


def test_the_log_of_multiprocessing_is_no_blocking_call():
    async def main():
        multiprocessing.util.get_temp_dir()
        return blocks()

    assert run(main) == []
