"""Return response.json() without await, as in the article.

Rule: the data comes back
Finding: returns-coroutine
"""

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return response.json()
