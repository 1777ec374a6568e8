"""Mend the mailer that hangs on a bad address."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class _Mail(Protocol):
    to: str


@dataclass
class Report:
    """Note: how many mails were sent, and the error of each other one, by its address."""

    sent: int = 0
    failed: dict[str, Exception] = field(default_factory=dict)


async def send_all(
    mails: Sequence[_Mail],
    send: Callable[[_Mail], Awaitable[None]],
    workers: int,
) -> Report:
    """Send the mails with `send(mail)`, never more than `workers` at the same time.

    A mail without an address is skipped. When a mail fails, its error goes into the
    report, under its address, and the other mails are sent all the same. As long as
    mails are left, no worker rests. The call ends when the last mail was sent or has
    failed, and not a moment later. When the caller is cancelled, so are the mails in
    flight, and once they have cleaned up, the call ends cancelled.
    """
    report = Report()
    queue: asyncio.Queue[_Mail] = asyncio.Queue()
    for mail in mails:
        queue.put_nowait(mail)

    async def work() -> None:
        while True:
            mail = await queue.get()
            try:  # begins after get(): a get() that was cancelled took nothing
                if mail.to:
                    await send(mail)
                    report.sent += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, the next mail is due
                report.failed[mail.to] = error
            finally:
                queue.task_done()  # sent, skipped or failed: it is done

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await queue.join()
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.wait(crew)
    return report
