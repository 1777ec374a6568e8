"""Read the body after the session's block has ended: only a slow page shows it.

Rule: a page in two halves is read to its end
Finding: body-outside-context
"""

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        response = await session.get(url)
    return await response.json()
