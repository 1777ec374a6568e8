"""Queue.shutdown where Python has it (3.13), else the workers are cancelled."""

import asyncio


async def walk_tree(root, list_dir, workers):
    files = []
    queue = asyncio.Queue()
    queue.put_nowait(root)
    shut_down = getattr(asyncio, "QueueShutDown", asyncio.CancelledError)

    async def work():
        while True:
            try:
                folder = await queue.get()
            except shut_down:
                if shut_down is asyncio.CancelledError:
                    raise
                return
            folders, found = await list_dir(folder)
            files.extend(found)
            for each in folders:
                queue.put_nowait(each)
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(work()) for _ in range(workers)]
        await queue.join()
        if hasattr(queue, "shutdown"):
            queue.shutdown()
        else:
            for worker in crew:
                worker.cancel()
    return sorted(files)
