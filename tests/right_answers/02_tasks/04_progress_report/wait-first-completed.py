"""A loop over asyncio.wait, which returns when the first one is done."""

import asyncio


async def download_all(urls, fetch, on_progress):
    url_of = {asyncio.create_task(fetch(url)): url for url in urls}
    pending, bodies = set(url_of), {}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                bodies[url_of[task]] = task.result()
                on_progress(len(bodies), len(urls), url_of[task])
    finally:
        for task in pending:
            task.cancel()
        if pending:
            await asyncio.wait(pending)
    return {url: bodies[url] for url in urls}
