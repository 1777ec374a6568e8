"""Cancel the others when one fails, but do not wait until they are gone.

Rule: when a download fails the others are cancelled
Finding: cancel-without-await
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    bodies = {}

    async def download(url):
        bodies[url] = await fetch(url)
        on_progress(len(bodies), len(urls), url)

    tasks = [asyncio.create_task(download(url)) for url in urls]
    try:
        await asyncio.gather(*tasks)
    except Exception:
        for task in tasks:
            task.cancel()
        raise
    return {url: bodies[url] for url in urls}
