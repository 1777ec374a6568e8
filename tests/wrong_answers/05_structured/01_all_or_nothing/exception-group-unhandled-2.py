"""Raise PageFailed in the child, and forget that the group wraps it.

Rule: when a part fails the others are cancelled
Finding: exception-group-unhandled
"""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    async def load(part):
        try:
            return await parts[part]()
        except Exception as error:
            raise PageFailed(part) from error

    async with asyncio.TaskGroup() as group:
        tasks = {part: group.create_task(load(part)) for part in parts}
    return {part: task.result() for part, task in tasks.items()}
