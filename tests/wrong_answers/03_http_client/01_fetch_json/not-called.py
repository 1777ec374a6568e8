"""Return the method response.json, without calling it.

Rule: the data comes back
Finding: not-called
"""

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return response.json
