"""except NetworkError, which does not look into groups.

Rule: errors of a group are sorted by kind
Finding: exception-group-unhandled
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
    except NetworkError as error:
        report.retry_hosts.append(error.host)
    except Invalid as error:
        report.rejected.append(error.record)
    return report
