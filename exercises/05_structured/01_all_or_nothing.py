"""Load a page that is worth nothing without one of its parts.

Check:  nox -s grade -- all_or_nothing
Read:   https://docs.python.org/3/library/asyncio-task.html#task-groups
"""

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
    # TODO: start all parts.
    # TODO: who knows the name of the part that failed?
    # TODO: what becomes of the other parts?
    raise NotImplementedError
