"""Append the answers as they come.

Rule: the answers come in the order of the urls
Finding: order-by-completion
"""

import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    async with aiohttp.ClientSession() as session:
        requests = [fetch(session, url) for url in urls]
        return [await answer for answer in asyncio.as_completed(requests)]
