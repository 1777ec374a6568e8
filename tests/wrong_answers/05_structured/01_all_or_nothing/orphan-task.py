"""asyncio.wait, and nothing that stops the parts when the caller is cancelled.

Rule: a caller that is cancelled takes all parts along
Finding: orphan-task
"""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    tasks = {asyncio.create_task(load()): part for part, load in parts.items()}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for task in done:
        if task.exception():
            raise PageFailed(tasks[task]) from task.exception()
    return {part: task.result() for task, part in tasks.items()}
