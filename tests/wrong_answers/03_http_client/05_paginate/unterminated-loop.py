"""Take it for granted that there is a next page.

Rule: the issues of all pages come
Finding: unterminated-loop
"""


async def iter_issues(session, url):
    while True:
        async with session.get(url) as response:
            response.raise_for_status()
            page = await response.json()
            url = response.links["next"]["url"]
        for issue in page:
            yield issue
