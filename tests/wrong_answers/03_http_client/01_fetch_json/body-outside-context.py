"""Read the body after the response's block has ended.

Rule: the data comes back
Finding: body-outside-context
"""

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            pass
        return await response.json()
