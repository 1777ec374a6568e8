"""Yield inside a time limit: it goes on counting while the caller works.

Rule: a slow caller is not disturbed
Finding: yield-holding-resource
"""

import asyncio


async def iter_issues(session, url):
    while url:
        async with asyncio.timeout(60), session.get(url) as response:
            response.raise_for_status()
            for issue in await response.json():
                yield issue
            url = response.links.get("next", {}).get("url")
