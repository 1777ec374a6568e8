"""A TaskGroup whose children report for themselves and return their bodies."""

import asyncio


async def download_all(urls, fetch, on_progress):
    done = 0

    async def download(url):
        nonlocal done
        body = await fetch(url)
        done += 1
        on_progress(done, len(urls), url)
        return body

    async with asyncio.TaskGroup() as group:
        tasks = {url: group.create_task(download(url)) for url in urls}
    return {url: task.result() for url, task in tasks.items()}
