"""Await in a comprehension, which is a loop.

Rule: all requests are in flight at the same time
Finding: await-in-comprehension
"""

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    async with aiohttp.ClientSession() as session:
        return [await fetch(session, url) for url in urls]
