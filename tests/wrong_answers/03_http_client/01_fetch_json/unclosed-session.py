"""Open a session and leave it to the garbage collector.

Rule: the data comes back
Finding: unclosed-session
"""

import aiohttp


async def fetch_data(url):
    session = aiohttp.ClientSession()
    async with session.get(url) as response:
        return await response.json()
