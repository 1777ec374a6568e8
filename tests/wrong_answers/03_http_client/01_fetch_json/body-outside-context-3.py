"""Call json() inside the blocks, await it outside.

Rule: the data comes back
Finding: body-outside-context
"""

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            body = response.json()
    return await body
