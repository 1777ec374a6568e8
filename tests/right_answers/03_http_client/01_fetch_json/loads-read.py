"""Decodes the bytes itself, after the blocks."""

import json

import aiohttp


async def fetch_data(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            body = await response.read()
    return json.loads(body)
