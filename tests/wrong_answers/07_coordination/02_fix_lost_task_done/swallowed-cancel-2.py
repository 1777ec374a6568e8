"""Everything in one try with BaseException: the workers cannot be ended.

Rule: the mails are sent as many at once as there are workers
Finding: swallowed-cancel
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
            mail = None
            try:
                mail = await queue.get()
                if mail.to:
                    await send(mail)
                    report.sent += 1
            except BaseException as error:
                if mail:
                    report.failed[mail.to] = error
            if mail:
                queue.task_done()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await queue.join()
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.wait(crew)
    return report
