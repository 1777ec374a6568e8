"""Leave a process behind that writes a result when all is over.

Stopped by: rlimits
"""

import os
import pathlib
import time

if not os.fork():
    os.setsid()
    if not os.fork():
        time.sleep(1)
        pathlib.Path("/tmp/asynclings-hostile-survivor").write_text("passed")
        os._exit(0)
    os._exit(0)


async def run_both(foo, bar):
    return await foo(), await bar()
