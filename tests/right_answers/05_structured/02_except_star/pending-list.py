"""No recursion: a list of what is still to be looked at; the rest leaves in a new group."""

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
    report, rest = ImportReport([], []), []
    try:
        await job()
    except Exception as error:
        pending = [error]
        while pending:
            one = pending.pop()
            if isinstance(one, ExceptionGroup):
                pending.extend(one.exceptions)
            elif isinstance(one, NetworkError):
                report.retry_hosts.append(one.host)
            elif isinstance(one, Invalid):
                report.rejected.append(one.record)
            else:
                rest.append(one)
    if rest:
        raise ExceptionGroup("not foreseen", rest)
    report.retry_hosts.sort()
    report.rejected.sort()
    return report
