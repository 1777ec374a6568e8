"""Stop the judge, so that it never goes on.

Stopped by: bubblewrap
"""

import os
import signal

os.kill(os.getppid(), signal.SIGSTOP)


async def run_both(foo, bar):
    return await foo(), await bar()
