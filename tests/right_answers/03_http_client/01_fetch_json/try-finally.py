"""Closes session and response by hand."""

import aiohttp


async def fetch_data(url):
    session = aiohttp.ClientSession()
    try:
        response = await session.get(url)
        try:
            return await response.json()
        finally:
            response.release()
    finally:
        await session.close()
