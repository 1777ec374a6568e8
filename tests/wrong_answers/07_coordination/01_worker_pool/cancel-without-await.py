"""Cancel the workers in finally, and do not wait for them.

Rule: when a listing fails the others are cancelled
Finding: cancel-without-await
"""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    queue = asyncio.Queue()
    queue.put_nowait(root)

    async def work():
        while True:
            folders, found = await list_dir(await queue.get())
            files.extend(found)
            for folder in folders:
                queue.put_nowait(folder)
            queue.task_done()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    joined = asyncio.create_task(queue.join())
    try:
        done, _ = await asyncio.wait([joined, *crew], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in [joined, *crew]:
            task.cancel()
    return sorted(files)
