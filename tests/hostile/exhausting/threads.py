"""Start threads that wait for ever.

Stopped by: bubblewrap
"""

import _thread
import threading

lock = threading.Lock()
lock.acquire()
for _ in range(100_000):
    _thread.start_new_thread(lock.acquire, ())


async def run_both(foo, bar):
    return await foo(), await bar()
