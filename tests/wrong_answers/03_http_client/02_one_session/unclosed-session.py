"""Open a session and never close it.

Rule: the answers come in the order of the urls
Finding: unclosed-session
"""

import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    session = aiohttp.ClientSession()
    return await asyncio.gather(*(fetch(session, url) for url in urls))
