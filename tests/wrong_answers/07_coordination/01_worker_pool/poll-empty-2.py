"""get_nowait and break on QueueEmpty.

Rule: never more folders are listed at once than there are workers
Finding: poll-empty
"""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    queue = asyncio.Queue()
    queue.put_nowait(root)

    async def work():
        while True:
            try:
                folder = queue.get_nowait()
            except asyncio.QueueEmpty:
                break
            folders, found = await list_dir(folder)
            files.extend(found)
            for each in folders:
                queue.put_nowait(each)

    await asyncio.gather(*(work() for _ in range(workers)))
    return sorted(files)
