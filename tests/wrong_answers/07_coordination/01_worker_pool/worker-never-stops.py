"""Return after join, and leave the workers waiting.

Rule: all files come back sorted
Finding: worker-never-stops
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
    await queue.join()
    return sorted(files)
