"""Load one part after the other.

Rule: all parts are loaded at the same time
Finding: sequential-awaits
"""


class PageFailed(Exception):
    def __init__(self, part):
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part

async def load_page(parts):
    page = {}
    for part, load in parts.items():
        try:
            page[part] = await load()
        except Exception as error:
            raise PageFailed(part) from error
    return page
