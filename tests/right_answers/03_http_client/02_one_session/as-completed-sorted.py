"""Takes the answers as they come and sorts them by the index that each carries."""

import asyncio

import aiohttp


async def fetch_all(urls):
    async def fetch(index, url):
        async with session.get(url) as response:
            return index, await response.json()

    async with aiohttp.ClientSession() as session:
        numbered = [fetch(index, url) for index, url in enumerate(urls)]
        answers = [await answer for answer in asyncio.as_completed(numbered)]
    return [data for _, data in sorted(answers, key=lambda pair: pair[0])]
