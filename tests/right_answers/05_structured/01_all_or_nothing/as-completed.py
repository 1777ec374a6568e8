"""as_completed over pairs, in a try whose finally stops and awaits the rest."""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    async def load(part):
        try:
            return part, await parts[part](), None
        except Exception as error:
            return part, "", error

    tasks = [asyncio.create_task(load(part)) for part in parts]
    page = dict.fromkeys(parts)
    try:
        for finished in asyncio.as_completed(tasks):
            part, page[part], error = await finished
            if error:
                raise PageFailed(part) from error
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return page
