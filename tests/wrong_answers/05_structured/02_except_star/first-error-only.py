"""Report the first error of each kind.

Rule: errors of a group are sorted by kind
Finding: first-error-only
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
        report.retry_hosts = [failed.exceptions[0].host]
    except* Invalid as failed:
        report.rejected = [failed.exceptions[0].record]
    return report
