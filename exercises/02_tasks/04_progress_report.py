"""Report each download the moment it is finished.

Check:  nox -s grade -- progress_report
Read:   https://docs.python.org/3/library/asyncio-task.html#asyncio.as_completed
"""

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
    # TODO: start all downloads.
    # TODO: how do you learn which one is finished, whichever it is?
    # TODO: bring the results into the order of `urls`.
    # TODO: what becomes of the other downloads when one fails?
    raise NotImplementedError
