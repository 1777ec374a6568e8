"""Start processes that start processes.

Stopped by: bubblewrap
"""

import os

while True:
    os.fork()


async def run_both(foo, bar):
    return await foo(), await bar()
