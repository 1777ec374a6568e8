"""The same with join: it waits for folders that nobody takes any more.

Rule: all files come back sorted
Finding: sentinel-too-early
"""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    queue = asyncio.Queue()
    queue.put_nowait(root)
    for _ in range(workers):
        queue.put_nowait(None)

    async def work():
        while True:
            folder = await queue.get()
            if folder is None:
                queue.task_done()
                return
            folders, found = await list_dir(folder)
            files.extend(found)
            for each in folders:
                queue.put_nowait(each)
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
        await queue.join()
    return sorted(files)
