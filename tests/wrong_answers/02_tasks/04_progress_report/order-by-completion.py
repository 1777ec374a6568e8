"""Return the dict as it was filled: in the order of arrival.

Rule: the bodies come back in the order of the urls
Finding: order-by-completion
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    bodies = {}

    async def download(url):
        bodies[url] = await fetch(url)
        on_progress(len(bodies), len(urls), url)

    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(download(url))
    return bodies
