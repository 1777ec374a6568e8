"""No wrapper: after the group, look which task failed; the cause is the group."""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    tasks = {}
    try:
        async with asyncio.TaskGroup() as group:
            for part, load in parts.items():
                tasks[part] = group.create_task(load())
    except ExceptionGroup as group_error:
        for part, task in tasks.items():
            if not task.cancelled() and task.exception() is not None:
                raise PageFailed(part) from group_error
    return {part: task.result() for part, task in tasks.items()}
