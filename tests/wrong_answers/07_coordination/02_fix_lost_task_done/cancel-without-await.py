"""When its caller is cancelled, gather ends with the first task that has, not the last.

Rule: when the caller is cancelled the mails are too
Finding: cancel-without-await
"""

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

    await asyncio.gather(*(attempt(mail) for mail in mails if mail.to))
    return report
