"""Make the poller stop when it is told to."""

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
    while True:
        try:
            await poll()
        except Exception as error:  # noqa: BLE001 - CancelledError is none, so it passes by
            on_error(error)
        await asyncio.sleep(interval)  # after the try: the pause comes in either case
