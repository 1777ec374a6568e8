"""A callback on each task, and gather for the results."""

import asyncio


async def download_all(urls, fetch, on_progress):
    finished = []

    def report(url, task):
        if not task.cancelled() and task.exception() is None:
            finished.append(url)
            on_progress(len(finished), len(urls), url)

    tasks = []
    for url in urls:
        task = asyncio.create_task(fetch(url))
        task.add_done_callback(lambda task, url=url: report(url, task))
        tasks.append(task)
    try:
        return dict(zip(urls, await asyncio.gather(*tasks)))
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
