"""Start all, then await them one by one in the order of the URLs.

Rule: each download is reported the moment it is finished
Finding: sequential-awaits
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    bodies = {}
    for done, (url, task) in enumerate(zip(urls, tasks), start=1):
        bodies[url] = await task
        on_progress(done, len(urls), url)
    return bodies
