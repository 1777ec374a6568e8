"""Put whatever is left into a group, and CancelledError too.

Rule: a caller that is cancelled takes the job along
Finding: swallowed-cancel
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
    try:
        await job()
    except BaseException as failed:
        errors = list(leaves(failed))
        rest = [error for error in errors if not isinstance(error, NetworkError | Invalid)]
        if rest:
            raise BaseExceptionGroup("unexpected", rest) from None
        hosts = sorted(error.host for error in errors if isinstance(error, NetworkError))
        records = sorted(error.record for error in errors if isinstance(error, Invalid))
        return ImportReport(hosts, records)
    return ImportReport([], [])


def leaves(error):
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error
