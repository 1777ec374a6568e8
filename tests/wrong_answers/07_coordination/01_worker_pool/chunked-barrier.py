"""Level by level: the next one begins when the slowest folder of this one is listed.

Rule: a folder is listed as soon as it is known
Finding: chunked-barrier
"""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    free = asyncio.Semaphore(workers)

    async def visit(folder):
        async with free:
            return await list_dir(folder)

    level = [root]
    while level:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(visit(folder)) for folder in level]
        level = []
        for task in tasks:
            folders, found = task.result()
            level += folders
            files += found
    return sorted(files)
