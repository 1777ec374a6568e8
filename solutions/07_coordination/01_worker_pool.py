"""List a whole remote file system with a fixed crew of workers."""

import asyncio
from collections.abc import Awaitable, Callable


async def walk_tree(
    root: str,
    list_dir: Callable[[str], Awaitable[tuple[list[str], list[str]]]],
    workers: int,
) -> list[str]:
    """Return all files in `root` and in the folders below it, sorted.

    Never more than `workers` folders are listed at the same time. A folder is listed as
    soon as it is known and fewer than that are being listed, and it is listed once. With
    more workers than folders, some have nothing to do. When a listing fails, those in
    flight are cancelled, and once they have cleaned up, the error leaves, plain or in an
    ExceptionGroup. When the caller is cancelled, so are the listings in flight, and once
    they have cleaned up, the call ends cancelled.

    Note: `list_dir(folder)` gives the folders and the files that are directly in it, as
    two lists of full paths.
    """
    files: list[str] = []
    queue: asyncio.Queue[str] = asyncio.Queue()
    queue.put_nowait(root)

    async def work() -> None:
        while True:
            folders, found = await list_dir(await queue.get())
            files.extend(found)
            for folder in folders:
                queue.put_nowait(folder)
            queue.task_done()  # after the new work is in: join() must not see zero before

    # Should a worker fail, the group cancels join() together with the other workers.
    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(work()) for _ in range(workers)]
        await queue.join()
        for worker in crew:
            worker.cancel()  # it waits in get(), and nothing will ever come
    return sorted(files)
