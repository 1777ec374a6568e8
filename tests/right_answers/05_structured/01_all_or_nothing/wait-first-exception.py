"""asyncio.wait(FIRST_EXCEPTION), and a finally that stops what still runs."""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    tasks = {asyncio.create_task(load()): part for part, load in parts.items()}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in done:
        if error := task.exception():
            raise PageFailed(tasks[task]) from error
    return {part: task.result() for task, part in tasks.items()}
