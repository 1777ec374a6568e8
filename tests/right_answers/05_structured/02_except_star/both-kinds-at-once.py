"""One except* for both kinds, sorted out afterwards."""

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
    known = []
    try:
        await job()
    except* (NetworkError, Invalid) as failed:
        known = list(leaves(failed))
    hosts = sorted(error.host for error in known if isinstance(error, NetworkError))
    records = sorted(error.record for error in known if isinstance(error, Invalid))
    return ImportReport(hosts, records)


def leaves(error):
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error
