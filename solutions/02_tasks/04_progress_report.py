"""Report each download the moment it is finished."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence


async def download_all(
    urls: Sequence[str],
    fetch: Callable[[str], Awaitable[bytes]],
    on_progress: Callable[[int, int, str], None],
) -> dict[str, bytes]:
    """Fetch every URL and return what `fetch(url)` gives, by URL, in the order of `urls`.

    All downloads run at the same time. The moment one of them is finished,
    `on_progress(done, total, url)` is called: how many are finished by now, out of how
    many, and which one it is. Nothing wakes up in between to look whether there is news.
    When a download fails, the others are cancelled, and once they have cleaned up, the
    error leaves, plain or in an ExceptionGroup.

    Note: `urls` holds no URL twice, and `on_progress` is an ordinary function.
    """
    bodies: dict[str, bytes] = {}

    async def download(url: str) -> None:
        bodies[url] = await fetch(url)
        on_progress(len(bodies), len(urls), url)

    # Each child reports for itself, so nobody has to find out which one is finished.
    # When one fails, the group cancels the others and waits until they are gone.
    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(download(url))
    return {url: bodies[url] for url in urls}  # bodies has them in order of arrival
