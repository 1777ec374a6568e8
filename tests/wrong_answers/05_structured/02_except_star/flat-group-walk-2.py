"""Look at the kinds of the first level; groups are of neither kind.

Rule: errors in a group within a group count
Finding: flat-group-walk
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
    except (NetworkError, Invalid, ExceptionGroup) as failed:
        errors = failed.exceptions if isinstance(failed, ExceptionGroup) else [failed]
        hosts = [error.host for error in errors if isinstance(error, NetworkError)]
        records = [error.record for error in errors if isinstance(error, Invalid)]
        return ImportReport(sorted(hosts), sorted(records))
    return ImportReport([], [])
