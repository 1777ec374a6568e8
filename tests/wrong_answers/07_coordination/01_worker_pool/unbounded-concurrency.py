"""Gather the subfolders of each folder: however many there are.

Rule: never more folders are listed at once than there are workers
Finding: unbounded-concurrency
"""

import asyncio


async def walk_tree(root, list_dir, workers):
    async def walk(folder):
        folders, files = await list_dir(folder)
        for more in await asyncio.gather(*map(walk, folders)):
            files = files + more
        return files

    return sorted(await walk(root))
