"""Let the children report, but leave them running when one of them fails.

Rule: when a download fails the others are cancelled
Finding: gather-leaves-siblings
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    bodies = {}

    async def download(url):
        bodies[url] = await fetch(url)
        on_progress(len(bodies), len(urls), url)

    await asyncio.gather(*map(download, urls))
    return {url: bodies[url] for url in urls}
