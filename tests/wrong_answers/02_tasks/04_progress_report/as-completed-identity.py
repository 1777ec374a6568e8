"""Look up the URL by what as_completed yields, which is not the task.

Rule: all downloads run at the same time
Finding: as-completed-identity
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    by_task = {asyncio.create_task(fetch(url)): url for url in urls}
    bodies = {}
    for done, future in enumerate(asyncio.as_completed(by_task), start=1):
        body = await future
        url = by_task[future]
        bodies[url] = body
        on_progress(done, len(urls), url)
    return {url: bodies[url] for url in urls}
