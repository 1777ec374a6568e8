"""Stop the own process."""

import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)


async def run_both(foo, bar):
    return await foo(), await bar()
