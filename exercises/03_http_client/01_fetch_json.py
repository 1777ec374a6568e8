"""Fix fetch_data: its callers get no data.

Bug report
    Users see no data. What fetch_data(url) gives them prints as
    <coroutine object ClientResponse.json at 0x7f3c58b1a4d0>, and whoever awaits that gets
    "ClientConnectionError: Connection closed".

The code stands like this in an article about asyncio.

Check:  nox -s grade -- fetch_json
Read:   https://docs.aiohttp.org/en/stable/http_request_lifecycle.html
"""

import aiohttp


async def fetch_data(url):
    """Fetch the page at `url` and return its JSON as Python data.

    A page that comes in several pieces is read to its end. When this returns, its
    connection is closed.
    """
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return response.json()
