"""Mend the mailer that hangs on a bad address.

Bug report
    Users see the progress bar of the newsletter stop just before the end, for ever. It
    happens when a subscriber has an empty address, and when the mail server refuses one.
    Somebody has tried a time-out: since then, it ends, but not all mails are sent.

Check:  nox -s grade -- fix_lost_task_done
Read:   https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue.task_done
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class _Mail(Protocol):  # what you are given; there is nothing to change here
    to: str  # the address; no two mails have the same, but several may have none


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
    # TODO: join() waits for one task_done() per get(). On which ways through the loop is
    #       there none?
    # TODO: what becomes of a worker when `send` fails?
    report = Report()
    queue: asyncio.Queue[_Mail] = asyncio.Queue()
    for mail in mails:
        queue.put_nowait(mail)

    async def work() -> None:
        while True:
            mail = await queue.get()
            if not mail.to:
                continue
            await send(mail)
            report.sent += 1
            queue.task_done()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await queue.join()
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.wait(crew)
    return report
