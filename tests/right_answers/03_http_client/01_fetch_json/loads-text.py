"""Decodes the text itself."""

import json

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return json.loads(await response.text())
