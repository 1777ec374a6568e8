"""gather in a try: the error leaves, and the other parts go on.

Rule: when a part fails the others are cancelled
Finding: gather-leaves-siblings
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

    texts = await asyncio.gather(*(load(part) for part in parts))
    return dict(zip(parts, texts))
