"""Lets aiohttp.request open and close a session of its own."""

import aiohttp


async def fetch_data(url):
    async with aiohttp.request("GET", url) as response:
        return await response.json()
