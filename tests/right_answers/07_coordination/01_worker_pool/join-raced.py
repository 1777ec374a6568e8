"""join is a task of its own, raced with the workers."""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    queue = asyncio.Queue()
    await queue.put(root)

    async def work():
        while True:
            folder = await queue.get()
            try:
                folders, found = await list_dir(folder)
                files.extend(found)
                for each in folders:
                    await queue.put(each)
            finally:
                queue.task_done()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    joined = asyncio.create_task(queue.join())
    try:
        done, _ = await asyncio.wait([joined, *crew], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in [joined, *crew]:
            task.cancel()
        await asyncio.gather(joined, *crew, return_exceptions=True)
    return sorted(files)
