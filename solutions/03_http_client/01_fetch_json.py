"""Fix fetch_data: its callers get no data."""

import aiohttp


async def fetch_data(url):  # noqa: ANN001, ANN201 - as the article has it
    """Fetch the page at `url` and return its JSON as Python data.

    A page that comes in several pieces is read to its end. When this returns, its
    connection is closed.
    """
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            # The body may still be on its way; waiting for it needs the open connection.
            return await response.json()
