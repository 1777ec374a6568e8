"""The workers in a TaskGroup, with join in its body."""

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
        if mail.to:
            queue.put_nowait(mail)

    async def work():
        while True:
            mail = await queue.get()
            try:
                await send(mail)
                report.sent += 1
            except Exception as error:
                report.failed[mail.to] = error
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(work()) for _ in range(workers)]
        await queue.join()
        for worker in crew:
            worker.cancel()
    return report
