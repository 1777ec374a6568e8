"""as_completed in a loop that an error leaves, while the rest goes on.

Rule: when a download fails the others are cancelled
Finding: gather-leaves-siblings
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    async def download(url):
        return url, await fetch(url)

    bodies = {}
    for finished in asyncio.as_completed([download(url) for url in urls]):
        url, body = await finished
        bodies[url] = body
        on_progress(len(bodies), len(urls), url)
    return {url: bodies[url] for url in urls}
