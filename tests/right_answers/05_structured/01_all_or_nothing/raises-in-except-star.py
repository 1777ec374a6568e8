"""Raise the PageFailed of the group inside except*: there, nothing else is left to raise."""

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

    try:
        async with asyncio.TaskGroup() as group:
            tasks = {part: group.create_task(load(part)) for part in parts}
    except* PageFailed as failed:
        raise failed.exceptions[0]
    return {part: task.result() for part, task in tasks.items()}
