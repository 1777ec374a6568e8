"""Raise PageFailed after the block, when the error is gone.

Rule: the error of the part is the cause
Finding: lost-cause
"""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    failed = []

    async def load(part):
        try:
            return await parts[part]()
        except Exception:
            failed.append(part)
            raise

    try:
        async with asyncio.TaskGroup() as group:
            tasks = {part: group.create_task(load(part)) for part in parts}
    except ExceptionGroup:
        pass
    if failed:
        raise PageFailed(failed[0])
    return {part: task.result() for part, task in tasks.items()}
