"""Fetch, parse and store, all at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any


async def run_pipeline(
    source: Iterable[str],
    fetch: Callable[[str], Awaitable[bytes]],
    parse: Callable[[bytes], Awaitable[Any]],
    store: Callable[[Any], Awaitable[None]],
    *,
    workers: int = 1,
    buffer: int = 2,
) -> int:
    """Fetch, parse and store each item of `source`, and return how many were stored.

    In each stage, never more than `workers` calls are in flight at the same time. The
    stages overlap: an item that has passed one stage enters the next one as soon as
    fewer than that are in flight there. When a stage is slow, those before it wait: never
    more than `3 * workers + 2 * buffer + 2` items have been begun and are not stored yet.
    When a call fails, all others in flight are cancelled, and once they have cleaned up,
    the error leaves, plain or in an ExceptionGroup. An empty source gives 0.

    Note: `fetch(item)` gives the page that `parse` wants, and `parse(page)` gives what
    `store` wants.
    """
    items = iter(source)  # shared: each item goes to one of the fetchers
    pages: asyncio.Queue[bytes] = asyncio.Queue(buffer)
    documents: asyncio.Queue[Any] = asyncio.Queue(buffer)
    stored = 0

    async def fetch_pages() -> None:
        for item in items:
            await pages.put(await fetch(item))  # waits here while the queue is full

    async def parse_pages() -> None:
        while True:
            await documents.put(await parse(await pages.get()))
            pages.task_done()

    async def store_documents() -> None:
        nonlocal stored
        while True:
            await store(await documents.get())
            stored += 1
            documents.task_done()

    async with asyncio.TaskGroup() as group:
        fetchers = [group.create_task(fetch_pages()) for _ in range(workers)]
        later = [group.create_task(parse_pages()) for _ in range(workers)]
        later += [group.create_task(store_documents()) for _ in range(workers)]
        # The end goes down the line: all fetched, then all parsed, then all stored.
        await asyncio.wait(fetchers)
        await pages.join()
        await documents.join()
        for worker in later:
            worker.cancel()
    return stored
