"""A TaskGroup whose children report to a future; the group's tasks are cancelled by hand."""

import asyncio


async def fastest(mirrors):
    if not mirrors:
        raise ValueError("no mirrors to ask")
    first, errors = asyncio.get_running_loop().create_future(), []

    async def ask(mirror):
        try:
            answer = await mirror()
        except Exception as error:
            errors.append(error)
            if len(errors) == len(mirrors):
                first.set_exception(ExceptionGroup("no mirror has answered", errors))
        else:
            if not first.done():
                first.set_result(answer)

    failed = None
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(mirror)) for mirror in mirrors]
        try:
            return await first
        except ExceptionGroup as error:
            failed = error
        finally:
            for task in tasks:
                task.cancel()
    raise failed
