"""Decode what has arrived so far, which is half a page.

Rule: a page in two halves is read to its end
Finding: none
"""

import json

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return json.loads(await response.content.readany())
