"""Start the requests inside the block, wait for them outside.

Rule: the answers come in the order of the urls
Finding: session-closed-early
"""

import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    async with aiohttp.ClientSession() as session:
        tasks = [asyncio.create_task(fetch(session, url)) for url in urls]
    return await asyncio.gather(*tasks)
