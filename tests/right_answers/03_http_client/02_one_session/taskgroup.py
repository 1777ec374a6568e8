"""Starts the requests in a TaskGroup."""

import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def fetch_all(urls):
    async with aiohttp.ClientSession() as session:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(session, url)) for url in urls]
        return [task.result() for task in tasks]
