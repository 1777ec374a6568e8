"""Catch BaseException in the child: being told to stop becomes a failure too.

Rule: a caller that is cancelled takes all parts along
Finding: swallowed-cancel
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
        except BaseException as error:
            raise PageFailed(part) from error

    try:
        async with asyncio.TaskGroup() as group:
            tasks = {part: group.create_task(load(part)) for part in parts}
    except ExceptionGroup as failed:
        raise failed.exceptions[0]
    return {part: task.result() for part, task in tasks.items()}
