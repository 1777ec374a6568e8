"""The children put their results into a queue; the function takes them out."""

import asyncio


async def download_all(urls, fetch, on_progress):
    news = asyncio.Queue()

    async def download(url):
        await news.put((url, await fetch(url)))

    bodies = {}
    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(download(url))
        for done in range(1, len(urls) + 1):
            url, bodies[url] = await news.get()
            on_progress(done, len(urls), url)
    return {url: bodies[url] for url in urls}
