"""Each mirror puts its end into a queue; the first good one is taken."""

import asyncio


async def fastest(mirrors):
    ends, errors = asyncio.Queue(), []

    async def ask(mirror):
        try:
            await ends.put((await mirror(), None))
        except Exception as error:
            await ends.put((None, error))

    tasks = [asyncio.create_task(ask(mirror)) for mirror in mirrors]
    try:
        for _ in mirrors:
            answer, error = await ends.get()
            if error is None:
                return answer
            errors.append(error)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    raise ExceptionGroup("no mirror has answered", errors)
