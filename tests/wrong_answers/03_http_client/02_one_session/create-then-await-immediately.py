"""Make a task of each request and wait for it at once.

Rule: all requests are in flight at the same time
Finding: create-then-await-immediately
"""

import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    answers = []
    async with aiohttp.ClientSession() as session:
        for url in urls:
            task = asyncio.create_task(fetch(session, url))
            answers.append(await task)
    return answers
