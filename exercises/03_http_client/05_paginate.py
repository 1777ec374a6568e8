"""Go through a long list page by page, and ask for no page too early.

A bug tracker sends its issues three at a time, as a JSON list. As long as there are more,
the answer has a header that names the next page:
    Link: <http://tracker.example/issues?page=2>; rel="next"

Check:  nox -s grade -- paginate
Read:   https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientResponse.links
        https://peps.python.org/pep-0525/
"""

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
    # TODO: read one page, and let go of the response before you yield.
    # TODO: where is the address of the next page, and how do you know that there is none?
    raise NotImplementedError
    yield {}  # an `async def` with a `yield` in it is an async generator
