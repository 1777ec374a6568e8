"""Sort out what is in a group of errors, and pass on the rest."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any


class NetworkError(Exception):
    """Note: `host` could not be reached; trying again later may help."""

    def __init__(self, host: str) -> None:
        super().__init__(f"no connection to {host}")
        self.host = host


class Invalid(Exception):  # noqa: N818 - reads well in `except* Invalid`
    """Note: the input has a `record` that makes no sense; trying again does not help."""

    def __init__(self, record: str) -> None:
        super().__init__(f"invalid record {record}")
        self.record = record


@dataclass
class ImportReport:
    """Note: what shall be tried again, and what was refused."""

    retry_hosts: list[str]
    rejected: list[str]


async def run_import(job: Callable[[], Awaitable[None]]) -> ImportReport:
    """Await `job()`, and report the errors that leave it.

    The hosts of its NetworkErrors are in `retry_hosts`, the records of its Invalid errors
    are in `rejected`, both sorted. An error counts wherever it is: plain, in an
    ExceptionGroup, or in a group within a group. All other errors leave, plain or in an
    ExceptionGroup that holds nothing but them. A job without an error gives an empty
    report. When the caller is cancelled, the job is cancelled, and once it has cleaned up,
    CancelledError leaves.
    """
    report = ImportReport([], [])
    try:
        await job()
    # except* looks into groups, takes plain errors as well, and lets all others go on.
    except* NetworkError as failed:
        report.retry_hosts = sorted(error.host for error in _leaves(failed))
    except* Invalid as failed:
        report.rejected = sorted(error.record for error in _leaves(failed))
    return report


def _leaves(error: BaseException) -> Iterator[Any]:
    """Yield the errors of a group, however deep they are."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error
