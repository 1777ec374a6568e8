"""A folder without subfolders is skipped by `continue`, past task_done.

Rule: all files come back sorted
Finding: missing-task-done
"""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    queue = asyncio.Queue()
    await queue.put(root)

    async def work():
        while True:
            folder = await queue.get()
            folders, found = await list_dir(folder)
            files.extend(found)
            if not folders:
                continue
            for each in folders:
                await queue.put(each)
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(work()) for _ in range(workers)]
        await queue.join()
        for worker in crew:
            worker.cancel()
    return sorted(files)
