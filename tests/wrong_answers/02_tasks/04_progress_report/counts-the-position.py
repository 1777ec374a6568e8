"""Report the position of the URL, not how many are finished.

Rule: each download is reported the moment it is finished
Finding: none
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    async def download(position, url):
        body = await fetch(url)
        on_progress(position, len(urls), url)
        return body

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(download(n, url)) for n, url in enumerate(urls, start=1)]
    return dict(zip(urls, (task.result() for task in tasks)))
