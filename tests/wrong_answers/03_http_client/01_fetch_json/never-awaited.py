"""Decode response.text() without waiting for the text.

Rule: the data comes back
Finding: never-awaited
"""

import json

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return json.loads(response.text())
