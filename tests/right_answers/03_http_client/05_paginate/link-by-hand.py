"""Takes the Link header apart itself."""

import re


async def iter_issues(session, url):
    while True:
        response = await session.get(url)
        async with response:
            response.raise_for_status()
            page = await response.json()
        for issue in page:
            yield issue
        match = re.search(r'<([^>]+)>; rel="next"', response.headers.get("Link", ""))
        if match is None:
            break
        url = match[1]
