"""No queue: lists, and a condition that is told of each change."""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    items, waiting, running = iter(source), [[], []], [0, 0, 0]
    stored, exhausted = 0, False
    changed = asyncio.Condition()

    def is_over(n):
        if n == 0:
            return exhausted and not running[0]
        return is_over(n - 1) and not waiting[n - 1] and not running[n]

    async def work(n, step):
        nonlocal stored, exhausted
        while True:
            async with changed:
                await changed.wait_for(
                    lambda: is_over(n) or (n == 0 and not exhausted) or (n and waiting[n - 1])
                )
                if n == 0:
                    item = next(items, None)
                    exhausted = item is None
                    if exhausted:
                        changed.notify_all()
                        return
                elif waiting[n - 1]:
                    item = waiting[n - 1].pop(0)
                else:
                    return
                running[n] += 1
                changed.notify_all()
            result = await step(item)
            async with changed:
                if n < 2:
                    await changed.wait_for(lambda: len(waiting[n]) < buffer)
                    waiting[n].append(result)
                else:
                    stored += 1
                running[n] -= 1
                changed.notify_all()

    async with asyncio.TaskGroup() as group:
        for n, step in enumerate((fetch, parse, store)):
            for _ in range(workers):
                group.create_task(work(n, step))
    return stored
