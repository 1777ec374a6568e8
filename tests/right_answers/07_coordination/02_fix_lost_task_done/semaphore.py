"""No queue: a semaphore, and a wrapper that notes how each mail went."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Report:
    sent: int = 0
    failed: dict = field(default_factory=dict)


async def send_all(mails, send, workers):
    free = asyncio.Semaphore(workers)
    report = Report()

    async def attempt(mail):
        async with free:
            try:
                await send(mail)
            except Exception as error:
                report.failed[mail.to] = error
            else:
                report.sent += 1

    async with asyncio.TaskGroup() as group:
        for mail in mails:
            if mail.to:
                group.create_task(attempt(mail))
    return report
