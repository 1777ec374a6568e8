"""A task for each folder, in one group, with a semaphore."""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    free = asyncio.Semaphore(workers)

    async def visit(folder):
        async with free:
            folders, found = await list_dir(folder)
        files.extend(found)
        for each in folders:
            group.create_task(visit(each))

    async with asyncio.TaskGroup() as group:
        group.create_task(visit(root))
    return sorted(files)
