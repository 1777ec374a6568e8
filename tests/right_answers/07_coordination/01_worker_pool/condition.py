"""A list of what is to do, a counter of who is busy, a condition."""

import asyncio


async def walk_tree(root, list_dir, workers):
    files, todo, busy = [], [root], 0
    changed = asyncio.Condition()

    async def work():
        nonlocal busy
        while True:
            async with changed:
                await changed.wait_for(lambda: todo or not busy)
                if not todo:
                    return
                folder = todo.pop()
                busy += 1
            folders, found = await list_dir(folder)
            async with changed:
                busy -= 1
                files.extend(found)
                todo.extend(folders)
                changed.notify_all()

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return sorted(files)
