"""The event of threading: it stops the thread, and with it everything.

Rule: the next item begins the moment it is resumed
Finding: sync-primitive-in-async
"""

import threading


class PausableRunner:
    def __init__(self):
        self._running = threading.Event()
        self._running.set()

    def pause(self):
        self._running.clear()

    def resume(self):
        self._running.set()

    async def run(self, items, handle):
        count = 0
        for item in items:
            self._running.wait()
            await handle(item)
            count += 1
        return count
