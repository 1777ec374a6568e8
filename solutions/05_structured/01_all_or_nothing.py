"""Load a page that is worth nothing without one of its parts."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping


class PageFailed(Exception):  # noqa: N818 - reads well in `except PageFailed`
    """Note: `part` is the name of a part that could not be loaded."""

    def __init__(self, part: str) -> None:
        super().__init__(f"the part {part!r} could not be loaded")
        self.part = part


async def load_page(parts: Mapping[str, Callable[[], Awaitable[str]]]) -> dict[str, str]:
    """Load all parts at the same time, and return them by name, in the order of `parts`.

    When a part fails, the others are cancelled, and once they have cleaned up, PageFailed
    leaves, alone and not in a group. It has the name of the part that failed. Its
    `__cause__` is that part's error, plain or in an ExceptionGroup. When two parts fail at
    the same instant, it is about either of them. When the caller is cancelled, so are all
    parts, at the same instant, and when they have cleaned up, CancelledError leaves.
    """

    async def load(part: str) -> str:
        try:
            return await parts[part]()
        except Exception as error:  # a CancelledError is none, so it goes on its way
            raise PageFailed(part) from error  # here, and only here, the name is known

    try:
        async with asyncio.TaskGroup() as group:
            tasks = {part: group.create_task(load(part)) for part in parts}
    except ExceptionGroup as failed:
        # The first is the one for which the group has cancelled the others.
        raise failed.exceptions[0]  # noqa: B904 - it has its cause already
    return {part: task.result() for part, task in tasks.items()}
