"""No queue: the workers share an iterator, in a TaskGroup."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Report:
    sent: int = 0
    failed: dict = field(default_factory=dict)


async def send_all(mails, send, workers):
    report = Report()
    left = iter(mails)

    async def work():
        for mail in left:
            if not mail.to:
                continue
            try:
                await send(mail)
            except Exception as error:
                report.failed[mail.to] = error
            else:
                report.sent += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return report
