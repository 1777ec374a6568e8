"""One None for each worker behind the mails; nothing else is ever put."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Report:
    sent: int = 0
    failed: dict = field(default_factory=dict)


async def send_all(mails, send, workers):
    report = Report()
    queue = asyncio.Queue()
    for mail in [*mails, *[None] * workers]:
        queue.put_nowait(mail)

    async def work():
        while (mail := await queue.get()) is not None:
            if not mail.to:
                continue
            try:
                await send(mail)
            except Exception as error:
                report.failed[mail.to] = error
                continue
            report.sent += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return report
