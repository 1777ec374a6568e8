"""Work as long as the queue is not empty: it is, while the root is being listed.

Rule: never more folders are listed at once than there are workers
Finding: poll-empty
"""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    queue = asyncio.Queue()
    queue.put_nowait(root)

    async def work():
        while not queue.empty():
            folders, found = await list_dir(queue.get_nowait())
            files.extend(found)
            for folder in folders:
                queue.put_nowait(folder)

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return sorted(files)
