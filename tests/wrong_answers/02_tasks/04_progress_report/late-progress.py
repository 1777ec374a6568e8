"""Gather everything, then report: all reports come at the end.

Rule: each download is reported the moment it is finished
Finding: late-progress
"""

import asyncio


async def download_all(urls, fetch, on_progress):
    bodies = await asyncio.gather(*map(fetch, urls))
    for done, url in enumerate(urls, start=1):
        on_progress(done, len(urls), url)
    return dict(zip(urls, bodies))
