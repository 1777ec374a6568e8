"""Sentinels, put by whoever sees that nothing is unfinished."""

import asyncio


async def walk_tree(root, list_dir, workers):
    files, unfinished = [], 1
    queue = asyncio.Queue()
    queue.put_nowait(root)

    async def work():
        nonlocal unfinished
        while (folder := await queue.get()) is not None:
            folders, found = await list_dir(folder)
            files.extend(found)
            unfinished += len(folders) - 1
            for each in folders:
                queue.put_nowait(each)
            if not unfinished:
                for _ in range(workers):
                    queue.put_nowait(None)

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return sorted(files)
