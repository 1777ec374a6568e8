"""Leave a process behind that writes a result when all is over.

Stopped by: rlimits
"""

import os

# Another program: Python's own time.sleep would pass in the judge's time, and so at once.
if not os.fork():
    os.setsid()
    if not os.fork():
        os.execvp("sh", ["sh", "-c", "sleep 1; printf passed > /tmp/asynclings-hostile-survivor"])
    os._exit(0)


async def run_both(foo, bar):
    return await foo(), await bar()
