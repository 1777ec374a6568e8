"""Wait for join alone: when a worker dies, it never returns.

Rule: when a listing fails the others are cancelled
Finding: worker-dies-silently
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
    try:
        await queue.join()
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.wait(crew)
    return sorted(files)
