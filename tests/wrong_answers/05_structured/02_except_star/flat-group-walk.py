"""Take group.exceptions for the errors.

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
    report = ImportReport([], [])
    try:
        await job()
    except* NetworkError as failed:
        report.retry_hosts = sorted(error.host for error in failed.exceptions)
    except* Invalid as failed:
        report.rejected = sorted(error.record for error in failed.exceptions)
    return report
