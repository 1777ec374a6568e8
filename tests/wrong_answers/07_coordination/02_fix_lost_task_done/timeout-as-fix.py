"""Wait five seconds for join, whatever is missing.

Rule: a mail without an address is skipped
Finding: timeout-as-fix
"""

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
        while True:
            mail = await queue.get()
            if not mail.to:
                continue
            try:
                await send(mail)
                report.sent += 1
                queue.task_done()
            except Exception as error:
                report.failed[mail.to] = error

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        joined = asyncio.create_task(queue.join())
        await asyncio.wait({joined}, timeout=5)
    finally:
        joined.cancel()
        for worker in crew:
            worker.cancel()
        await asyncio.wait(crew)
    return report
