"""Collect all the pages, then yield.

Rule: a page is asked for only when it is wanted
Finding: eager-pagination
"""


async def iter_issues(session, url):
    issues = []
    while url:
        async with session.get(url) as response:
            response.raise_for_status()
            issues += await response.json()
            url = response.links.get("next", {}).get("url")
    for issue in issues:
        yield issue
