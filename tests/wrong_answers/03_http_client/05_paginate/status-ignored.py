"""Take the page of an error for a page of issues.

Rule: the issues before a broken page come first
Finding: status-ignored
"""


async def iter_issues(session, url):
    while url:
        async with session.get(url) as response:
            page = await response.json()
            url = response.links.get("next", {}).get("url")
        for issue in page:
            yield issue
