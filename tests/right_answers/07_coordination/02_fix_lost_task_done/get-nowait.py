"""All mails are there from the beginning, so an empty queue is the end."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Report:
    sent: int = 0
    failed: dict = field(default_factory=dict)


async def send_all(mails, send, workers):
    report = Report()
    queue = asyncio.Queue()
    for mail in mails:
        queue.put_nowait(mail)

    async def work():
        while not queue.empty():
            mail = queue.get_nowait()
            if mail.to:
                try:
                    await send(mail)
                    report.sent += 1
                except Exception as error:
                    report.failed[mail.to] = error

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return report
