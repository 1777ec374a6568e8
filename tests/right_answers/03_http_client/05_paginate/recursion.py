"""Calls itself for the next page."""


async def iter_issues(session, url):
    async with session.get(url, raise_for_status=True) as response:
        page = await response.json()
        links = response.links
    for issue in page:
        yield issue
    if "next" in links:
        async for issue in iter_issues(session, links["next"]["url"]):
            yield issue
