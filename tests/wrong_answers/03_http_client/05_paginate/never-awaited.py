"""Go through response.json() without waiting for it.

Rule: the issues of all pages come
Finding: never-awaited
"""


async def iter_issues(session, url):
    while url:
        async with session.get(url) as response:
            response.raise_for_status()
            for issue in response.json():
                yield issue
            url = response.links.get("next", {}).get("url")
