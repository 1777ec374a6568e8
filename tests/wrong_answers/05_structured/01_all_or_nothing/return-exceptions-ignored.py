"""gather(return_exceptions=True), and the errors become parts of the page.

Rule: when a part fails the others are cancelled
Finding: return-exceptions-ignored
"""

import asyncio


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    try:
        texts = await asyncio.gather(*(load() for load in parts.values()), return_exceptions=True)
    except Exception as error:
        raise PageFailed("unknown") from error
    return dict(zip(parts, texts))
