"""except* Exception for the rest, which is raised again by name."""

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
    except* NetworkError as failed:
        report.retry_hosts = sorted(error.host for error in leaves(failed))
    except* Invalid as failed:
        report.rejected = sorted(error.record for error in leaves(failed))
    except* Exception as unknown:
        raise unknown
    return report


def leaves(error):
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error
