"""Allow the session only five connections: the requests go in four groups.

Rule: all requests are in flight at the same time
Finding: none
"""

import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    connector = aiohttp.TCPConnector(limit=5)
    async with aiohttp.ClientSession(connector=connector) as session:
        return await asyncio.gather(*(fetch(session, url) for url in urls))
