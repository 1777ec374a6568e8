"""Guess the addresses of the pages and ask for all of them at once.

Rule: the page without a next one is the last
Finding: over-parallelised
"""

import asyncio


async def get_page(session, url, number):
    async with session.get(url, params={"page": number}) as response:
        response.raise_for_status()
        return await response.json()


async def iter_issues(session, url):
    pages = await asyncio.gather(*(get_page(session, url, n) for n in range(1, 11)))
    for page in pages:
        for issue in page:
            yield issue
