"""Sort out what is in a group of errors, and pass on the rest.

An import has a TaskGroup for its regions, and each region has one for its hosts. So what
leaves it is an ExceptionGroup with ExceptionGroups in it.

Check:  nox -s grade -- except_star
Read:   https://docs.python.org/3/tutorial/errors.html#raising-and-handling-multiple-unrelated-exceptions
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


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
    # TODO: catch the two kinds that you know, and no other.
    # TODO: what you have caught may be groups in a group; how do you reach every error?
    raise NotImplementedError
