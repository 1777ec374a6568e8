"""Make the poller stop when it is told to.

Bug report
    Operators see the metrics service ignore every shutdown: the poller's task is cancelled,
    a strange error without a text is reported, and the polls go on until somebody kills the
    process. They also say that on the day when the metrics server was down, there was no
    pause between two polls, and the disk was full of reports within minutes.

Check:  nox -s grade -- fix_swallowed_cancel
Read:   https://docs.python.org/3/library/asyncio-task.html#task-cancellation
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NoReturn


async def poll_forever(
    poll: Callable[[], Awaitable[None]],
    on_error: Callable[[Exception], None],
    interval: float,
) -> NoReturn:
    """Call `poll()` again and again; each call begins `interval` seconds after the end of the last.

    When the task is cancelled, it ends cancelled, at the same instant, be it during a poll,
    during a pause or after an error. A timeout around it strikes when it is due. A poll that
    fails, be it with a TimeoutError, is reported with `on_error(error)`, and the next one
    comes after the usual pause. A cancellation is never reported.
    """
    # TODO: which exceptions are a failed poll, and which one is a request to stop?
    # TODO: what becomes of the pause when a poll fails?
    while True:
        try:
            await poll()
            await asyncio.sleep(interval)
        except BaseException as error:
            on_error(error)
