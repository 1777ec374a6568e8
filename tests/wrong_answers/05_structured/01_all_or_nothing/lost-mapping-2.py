"""Take the first task without a result for the one that failed; it was cancelled.

Rule: page failed names the part that failed
Finding: lost-mapping
"""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    tasks = {}

    async def load(part):
        tasks[part] = None
        tasks[part] = await parts[part]()

    try:
        async with asyncio.TaskGroup() as group:
            for part in reversed(parts):
                group.create_task(load(part))
    except ExceptionGroup as error:
        failed = [part for part, text in tasks.items() if text is None]
        raise PageFailed(failed[0]) from error
    return {part: tasks[part] for part in parts}
