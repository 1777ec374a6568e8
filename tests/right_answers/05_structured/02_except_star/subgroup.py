"""subgroup() once for each kind, and once for the rest."""

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
    except Exception as error:
        failed = ExceptionGroup("import", [error])
        known = (NetworkError, Invalid)
        rest = failed.subgroup(lambda one: isinstance(one, Exception) and not isinstance(one, (*known, ExceptionGroup)))
        if rest:
            raise rest from None
        network, invalid = failed.subgroup(NetworkError), failed.subgroup(Invalid)
        hosts = [one.host for one in leaves(network)] if network else []
        records = [one.record for one in leaves(invalid)] if invalid else []
        return ImportReport(sorted(hosts), sorted(records))
    return ImportReport([], [])


def leaves(error):
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error
