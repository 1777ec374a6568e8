"""Open a session inside the helper: twenty sessions.

Rule: one session serves all the requests
Finding: session-per-request
"""

import asyncio

import aiohttp


async def fetch(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return await response.json()


async def fetch_all(urls):
    return await asyncio.gather(*(fetch(url) for url in urls))
