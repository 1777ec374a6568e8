"""Cancel the others and raise at once, while they are still cleaning up.

Rule: when a part fails the others are cancelled
Finding: cancel-without-await
"""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    tasks = {part: asyncio.create_task(load()) for part, load in parts.items()}
    try:
        await asyncio.gather(*tasks.values())
    except Exception as error:
        failed = [p for p, task in tasks.items() if task.done() and task.exception()]
        for task in tasks.values():
            task.cancel()
        raise PageFailed(failed[0]) from error
    return {part: task.result() for part, task in tasks.items()}
