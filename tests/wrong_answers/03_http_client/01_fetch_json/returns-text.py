"""Return the text of the page, not the data in it.

Rule: the data comes back
Finding: none
"""

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return await response.text()
