"""except OSError around a TaskGroup, which raises an ExceptionGroup.

Rule: when a part fails the others are cancelled
Finding: exception-group-unhandled
"""

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
    except OSError as error:
        failed = [p for p, t in tasks.items() if not t.cancelled() and t.exception()]
        raise PageFailed(failed[0]) from error
    return {part: task.result() for part, task in tasks.items()}
