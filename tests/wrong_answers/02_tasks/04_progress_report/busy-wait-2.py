"""asyncio.wait with a short timeout, again and again: in time, but awake all the time.

Rule: nothing wakes up in between to look
Finding: busy-wait
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    async def download(url):
        body = await fetch(url)
        bodies[url] = body
        on_progress(len(bodies), len(urls), url)

    bodies = {}
    pending = {asyncio.create_task(download(url)) for url in urls}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, timeout=0.07)
            for task in done:
                task.result()
    finally:
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
    return {url: bodies[url] for url in urls}
