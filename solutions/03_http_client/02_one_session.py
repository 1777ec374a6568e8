"""Ask twenty services at once, with one session."""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp


async def fetch_all(urls: Sequence[str]) -> list[Any]:
    """Fetch every page and return their JSON, in the order of `urls`.

    All requests are in flight at the same time. One session serves all the requests.
    Another call in another event loop works as well. When this returns, all connections are
    closed.
    """
    async with aiohttp.ClientSession() as session:
        # Awaited inside the block: when it ends, the session closes under whoever uses it.
        return await asyncio.gather(*(_fetch(session, url) for url in urls))


async def _fetch(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url) as response:
        return await response.json()
