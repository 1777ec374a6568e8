"""Yields inside the block: the body was read to its end, so aiohttp has the connection back."""


async def iter_issues(session, url):
    while url:
        async with session.get(url) as response:
            response.raise_for_status()
            for issue in await response.json():
                yield issue
            url = response.links.get("next", {}).get("url")
