"""A TaskGroup of workers without except: one bad mail ends all.

Rule: a mail that fails goes into the report
Finding: none
"""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Report:
    sent: int = 0
    failed: dict = field(default_factory=dict)


async def send_all(mails, send, workers):
    report = Report()
    left = iter([mail for mail in mails if mail.to])

    async def work():
        for mail in left:
            await send(mail)
            report.sent += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return report
