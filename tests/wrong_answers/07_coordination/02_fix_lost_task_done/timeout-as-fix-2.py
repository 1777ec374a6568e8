"""The loop is mended, but the time-out of the bug report is still there.

Rule: no worker rests while mails are left
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
            try:
                if mail.to:
                    await send(mail)
                    report.sent += 1
            except Exception as error:
                report.failed[mail.to] = error
            finally:
                queue.task_done()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        async with asyncio.timeout(5):
            await queue.join()
    except TimeoutError:
        pass
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.wait(crew)
    return report
