"""except ExceptionGroup: a plain error is none.

Rule: a plain error counts
Finding: plain-error-unhandled
"""

from dataclasses import dataclass


class NetworkError(Exception):
    def __init__(self, host):
        super().__init__(f"no connection to {host}")
        self.host = host


class Invalid(Exception):
    def __init__(self, record):
        super().__init__(f"invalid record {record}")
        self.record = record


@dataclass
class ImportReport:
    retry_hosts: list
    rejected: list

async def run_import(job):
    report = ImportReport([], [])
    try:
        await job()
    except ExceptionGroup as failed:
        network, rest = failed.split(NetworkError)
        invalid, rest = rest.split(Invalid) if rest else (None, None)
        if rest:
            raise rest
        report.retry_hosts = sorted(error.host for error in leaves(network)) if network else []
        report.rejected = sorted(error.record for error in leaves(invalid)) if invalid else []
    return report


def leaves(error):
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error
