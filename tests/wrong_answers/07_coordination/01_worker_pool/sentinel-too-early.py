"""One None for each worker, put behind the root: the folders come after them.

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
        while (folder := await queue.get()) is not None:
            folders, found = await list_dir(folder)
            files.extend(found)
            for each in folders:
                queue.put_nowait(each)

    await asyncio.gather(*(work() for _ in range(workers)))
    return sorted(files)
