"""Grading on the workers of a dask.distributed cluster, each with warm judges of its own."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from asynclings import __version__
from asynclings.batch.keys import python_version
from asynclings.errors import AsynclingsError, GraderError
from asynclings.exercise import Exercise
from asynclings.report import Report, report_from_json
from asynclings.rooms.levels import Level

#: Real seconds until the scheduler must have answered, and a worker must have come.
CONNECT_WALL_SECONDS = 10

#: How many workers are asked at most what they are, before anything is graded.
ASKED = 1_000

#: Answers under way for each thread of a worker: enough that none waits for the network.
AHEAD = 4

#: Workers come and go; real seconds after which they are counted anew.
COUNT_WALL_SECONDS = 5.0


class ClusterLostError(AsynclingsError):
    """The scheduler is gone; what came from it is kept."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The scheduler at {address} is gone, and what it had not given back.\n"
            "Start it again, then give the same command: it goes on where it stopped."
        )


class Cluster:
    """Grades on the workers of the scheduler at *address*.

    Args:
        address: Like ``tls://10.0.0.5:8786``.
        graders: For each exercise, what judges it here (`asynclings.batch.keys.grader_key`).
        required: The workers refuse to grade with less isolation.

    Raises:
        AsynclingsError: dask is not installed, or there is nobody at *address*, or a worker
            that cannot grade.
    """

    def __init__(self, address: str, graders: Mapping[str, str], *, required: Level) -> None:
        self._address = address
        self._graders = graders
        self._required = required
        self._client = _client(address)
        self._executor = self._client.get_executor(pure=False, retries=2)
        self._threads, self._counted = 1, float("-inf")
        try:
            self.levels = self._look_at_workers()
        except BaseException:
            self.close()
            raise

    @property
    def window(self) -> int:
        """How many answers may be under way at once."""
        if time.monotonic() - self._counted > COUNT_WALL_SECONDS:
            try:
                self._threads = sum(self._client.nthreads().values())
            except (OSError, RuntimeError, ValueError):  # its futures tell that it is gone
                self._threads = 0
            self._counted = time.monotonic()
        return AHEAD * max(1, self._threads)

    def submit(self, exercise: Exercise, data: bytes, *, seed: int) -> Future[Report]:
        """Begin to grade *data* wherever there is room."""
        from asynclings.batch.remote import Order, grade_there

        order = Order(
            exercise=exercise.slug,
            data=data,
            seed=seed,
            required=self._required,
            kit=__version__,
            python=python_version(),
            grader=self._graders[exercise.slug],
            batch=tuple(self._graders),
        )
        result: Future[Report] = Future()
        there: Future[dict[str, Any]] = self._executor.submit(grade_there, order)
        result.add_done_callback(lambda own: own.cancelled() and there.cancel())
        there.add_done_callback(lambda done: self._bring(done, result))
        return result

    def close(self) -> None:
        """Cancel what is under way, and leave the cluster, which stays as it is."""
        self._executor.shutdown(wait=False)
        self._client.close(timeout=2)

    def _bring(self, done: Future[dict[str, Any]], result: Future[Report]) -> None:
        """Put what came from a worker into *result*."""
        if not result.set_running_or_notify_cancel():
            return
        try:
            if done.cancelled():
                raise ClusterLostError(self._address)  # noqa: TRY301 - kept for who waits
            answer = done.result()
            if "refused" in answer:
                raise GraderError(answer["refused"])  # noqa: TRY301
            result.set_result(report_from_json(answer["report"]))
        except Exception as error:  # noqa: BLE001 - it belongs to whoever asks for the result
            result.set_exception(_explained(error))

    def _look_at_workers(self) -> list[str]:
        """Return the levels of isolation of the workers that are there."""
        from asynclings.batch.remote import describe

        try:
            self._client.wait_for_workers(1, timeout=CONNECT_WALL_SECONDS)
        except TimeoutError:
            raise AsynclingsError(
                f"The scheduler at {self._address} has no workers. Start some:\n"
                f"python -m distributed.cli.dask_worker {self._address}"
            ) from None
        workers = list(self._client.nthreads())[:ASKED]
        said = self._client.run(describe, self._required, workers=workers, on_error="return")
        for worker, found in said.items():
            if why := _unfit(found):
                raise AsynclingsError(f"The worker at {worker} cannot grade: {why}")
        return sorted({found["isolation"] for found in said.values()})


def _unfit(found: Any) -> str:
    """Return why the worker that said *found* of itself cannot grade; nothing when it can."""
    if isinstance(found, BaseException):
        todo = "\nIs asynclings installed there?" if isinstance(found, ImportError) else ""
        return f"{type(found).__name__}: {found}{todo}"
    if found["problem"]:
        return str(found["problem"])
    theirs = f"asynclings {found['kit']}, Python {found['python']}"
    mine = f"asynclings {__version__}, Python {python_version()}"
    return f"it has {theirs}; here is {mine}." if theirs != mine else ""


def _client(address: str) -> Any:
    try:
        from distributed import Client

        connect: Any = Client  # it tells no types
    except ImportError:
        raise AsynclingsError(
            "--scheduler needs dask.distributed, which is not installed here.\n"
            "`nox -s check -- --scheduler ...` installs it; else: pip install 'asynclings[cluster]'"
        ) from None
    for name in ["distributed", "tornado", *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in {"distributed", "tornado"}:  # each has a level of its own
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        asyncio.run(_knock(address))
        return connect(address, timeout=CONNECT_WALL_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError, TimeoutError) as error:  # TypeError: no certificates
        raise AsynclingsError(
            f"There is no scheduler at {address}: {error}\n"
            "Start one with `dask scheduler`; for tls:// both sides need the certificates that\n"
            "docs/grading-at-scale.md speaks of."
        ) from error


async def _knock(address: str) -> None:
    """Connect to *address*, once: a client that cannot goes on trying when it is closed."""
    import distributed.comm

    dask: Any = distributed  # it tells no types
    secrets = dask.Security().get_connection_args("client")
    line = await dask.comm.connect(address, timeout=CONNECT_WALL_SECONDS, **secrets)
    await line.close()


def _explained(error: Exception) -> Exception:
    """Return *error*, in our words where it is dask's."""
    if type(error).__name__ == "KilledWorker":
        return GraderError(
            "Each of the workers that tried to grade this ended meanwhile, so it was given up.\n"
            "Look into their logs (memory?), then give the same command to try again."
        )
    return error
