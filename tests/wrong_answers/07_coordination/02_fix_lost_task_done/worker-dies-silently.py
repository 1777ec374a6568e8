"""try and finally, but no except: the first error ends the worker.

Rule: a mail that fails goes into the report
Finding: worker-dies-silently
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
            try:
                if mail.to:
                    await send(mail)
                    report.sent += 1
            finally:
                queue.task_done()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await queue.join()
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.wait(crew)
    return report
