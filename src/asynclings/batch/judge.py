"""One judge: a process that grades one answer after the other, each in a locked room.

It is told what to grade over a connection, as JSON; the end of that connection is its
own end. No answer ever runs in this process: it forks a child
for each, and the answer itself is in the room that the child speaks with.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from asynclings import catalog, grading
from asynclings.errors import AsynclingsError
from asynclings.plugin.series import Grade


def main(descriptor: str, root: str, required: str, *slugs: str) -> None:
    """Serve until nobody asks any more.

    Args:
        descriptor: Number of the open file that is the connection.
        root: The kit's folder.
        required: The weakest level of isolation that will do.
        slugs: The exercises whose answers can be graded.
    """
    line = Connection(int(descriptor))
    kit = catalog.load(Path(root))
    exercises = kit.choose(slugs)
    for exercise in exercises:
        grading.warm_up(exercise)

    def serve(grade: Grade) -> None:
        _answer(line, {"ready": True})
        with tempfile.TemporaryDirectory(prefix="asynclings-") as folder:
            names = {exercise.slug: exercise.stub.name for exercise in exercises}
            for request in _requests(line):
                _answer(line, _graded(grade, request, Path(folder, names[request["slug"]])))

    try:
        grading.serve(exercises, serve, root=kit.root, isolated=required)
    except AsynclingsError as error:
        with contextlib.suppress(OSError):  # nobody asks any more
            _answer(line, {"error": str(error)})


def _requests(line: Connection) -> Iterator[dict[str, Any]]:
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            yield json.loads(line.recv_bytes())


def _graded(grade: Grade, request: dict[str, Any], file: Path) -> dict[str, Any]:
    file.write_bytes(base64.b64decode(request["answer"]))
    try:
        report = grade(request["slug"], file, request["seed"]).to_json()
    finally:
        file.unlink()
    # Where the file lay is nobody's business; its name is, in `name.py:12`.
    shown: dict[str, Any] = json.loads(json.dumps(report).replace(f"{file.parent}{os.sep}", ""))
    return shown


def _answer(line: Connection, report: dict[str, Any]) -> None:
    line.send_bytes(json.dumps(report).encode())
