"""Wait for the workers, which never end, instead of for the work.

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

    await asyncio.gather(*(work() for _ in range(workers)))
    return sorted(files)
