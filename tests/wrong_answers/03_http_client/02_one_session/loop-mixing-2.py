"""Keep the session in a global variable, but close it after each call.

Rule: it works again in another event loop
Finding: loop-mixing
"""

import asyncio

import aiohttp

session = None


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    global session
    if session is None:
        session = aiohttp.ClientSession()
    async with session:
        return await asyncio.gather(*(fetch(session, url) for url in urls))
