"""No queue: a set of running listings, refilled whenever one is done."""

import asyncio


async def walk_tree(root, list_dir, workers):
    files, todo, running = [], [root], set()
    try:
        while todo or running:
            while todo and len(running) < workers:
                running.add(asyncio.ensure_future(list_dir(todo.pop(0))))
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                folders, found = task.result()
                todo += folders
                files += found
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    return sorted(files)
