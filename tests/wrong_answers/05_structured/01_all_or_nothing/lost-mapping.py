"""The group's error has no name, and nobody else knows it any more.

Rule: page failed names the part that failed
Finding: lost-mapping
"""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    try:
        async with asyncio.TaskGroup() as group:
            tasks = {part: group.create_task(load()) for part, load in parts.items()}
    except ExceptionGroup as error:
        raise PageFailed("?") from error
    return {part: task.result() for part, task in tasks.items()}
