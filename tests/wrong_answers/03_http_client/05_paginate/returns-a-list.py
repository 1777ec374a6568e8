"""Return a list, without any yield.

Rule: not reached
Finding: none
"""


async def iter_issues(session, url):
    issues = []
    while url:
        async with session.get(url) as response:
            response.raise_for_status()
            issues += await response.json()
            url = response.links.get("next", {}).get("url")
    return issues
