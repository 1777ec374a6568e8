"""A bare raise for the rest passes on everything.

Rule: all other errors leave without those
Finding: handled-error-raised-again
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
    except Exception as failed:
        for error in leaves(failed):
            if isinstance(error, NetworkError):
                report.retry_hosts.append(error.host)
            elif isinstance(error, Invalid):
                report.rejected.append(error.record)
            else:
                raise
        report.retry_hosts.sort()
        report.rejected.sort()
    return report


def leaves(error):
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error
