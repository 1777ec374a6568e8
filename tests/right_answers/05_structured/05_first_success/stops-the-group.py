"""The child that has an answer raises it, so that the TaskGroup stops the others."""

import asyncio


class _Answer(Exception):
    pass


async def fastest(mirrors):
    errors = []

    async def ask(mirror):
        try:
            answer = await mirror()
        except Exception as error:
            errors.append(error)
        else:
            raise _Answer(answer)

    try:
        async with asyncio.TaskGroup() as group:
            for mirror in mirrors:
                group.create_task(ask(mirror))
    except ExceptionGroup as found:
        return found.exceptions[0].args[0]
    raise ExceptionGroup("no mirror has answered", errors)
