"""End every process that one may end.

Stopped by: bubblewrap
"""

import os
import signal

os.kill(-1, signal.SIGKILL)


async def run_both(foo, bar):
    return await foo(), await bar()
