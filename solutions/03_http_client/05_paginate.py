"""Go through a long list page by page, and ask for no page too early."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp


async def iter_issues(session: aiohttp.ClientSession, url: str) -> AsyncIterator[dict[str, Any]]:
    """Yield the issues of the page at `url` and of all pages after it.

    A page is asked for only when its first issue is wanted. The page without a next one is
    the last. The next page is the one that the answer names, wherever that is. While the
    caller works on an issue, the connection is free for other requests. However long the
    caller works, nothing disturbs it. A caller that stops early causes no further request.
    If a page fails, the issues before it are yielded first and then ClientResponseError is
    raised.
    """
    next_url: Any = url
    while next_url:
        async with session.get(next_url) as response:
            response.raise_for_status()
            page = await response.json()
            next_url = response.links.get("next", {}).get("url")
        # Outside the block: the caller may take its time, and needs the connection.
        for issue in page:
            yield issue
