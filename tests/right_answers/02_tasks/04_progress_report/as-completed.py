"""A coroutine that returns URL and body, with as_completed."""

import asyncio


async def download_all(urls, fetch, on_progress):
    async def download(url):
        return url, await fetch(url)

    tasks = [asyncio.create_task(download(url)) for url in urls]
    bodies = {}
    try:
        for finished in asyncio.as_completed(tasks):
            url, body = await finished
            bodies[url] = body
            on_progress(len(bodies), len(urls), url)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    return {url: bodies[url] for url in urls}
