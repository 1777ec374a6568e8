"""Makes tasks and awaits them one by one, inside the block."""

import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    async with aiohttp.ClientSession() as session:
        tasks = [asyncio.create_task(fetch(session, url)) for url in urls]
        return [await task for task in tasks]
