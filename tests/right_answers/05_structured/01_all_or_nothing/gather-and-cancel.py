"""Tasks, gather in a try, cancel all, gather again."""

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

    tasks = [asyncio.create_task(load(part)) for part in parts]
    try:
        return dict(zip(parts, await asyncio.gather(*tasks)))
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
