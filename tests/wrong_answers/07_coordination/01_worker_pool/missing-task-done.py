"""Get and list, but never tell the queue that a folder is done.

Rule: all files come back sorted
Finding: missing-task-done
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

    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(work()) for _ in range(workers)]
        await queue.join()
        for worker in crew:
            worker.cancel()
    return sorted(files)
