"""Keeps the two blocks in one `async with`."""

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        data = await response.json()
    return data
