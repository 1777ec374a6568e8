"""Wait for each answer before the next request.

Rule: all requests are in flight at the same time
Finding: sequential-awaits
"""

import aiohttp


async def fetch_all(urls):
    answers = []
    async with aiohttp.ClientSession() as session:
        for url in urls:
            async with session.get(url) as response:
                answers.append(await response.json())
    return answers
