"""Look every tenth of a second whether one is done.

Rule: each download is reported the moment it is finished
Finding: busy-wait
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    tasks = {url: asyncio.create_task(fetch(url)) for url in urls}
    reported = set()
    while len(reported) < len(urls):
        for url, task in tasks.items():
            if task.done() and url not in reported:
                reported.add(url)
                on_progress(len(reported), len(urls), url)
        await asyncio.sleep(0.1)
    return {url: task.result() for url, task in tasks.items()}
