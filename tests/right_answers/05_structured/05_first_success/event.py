"""An event for the first answer or the last failure."""

import asyncio


async def fastest(mirrors):
    if not mirrors:
        raise ValueError("there is no mirror")
    over, answers, errors = asyncio.Event(), [], []

    async def ask(mirror):
        try:
            answers.append(await mirror())
        except Exception as error:
            errors.append(error)
        if answers or len(errors) == len(mirrors):
            over.set()

    tasks = [asyncio.create_task(ask(mirror)) for mirror in mirrors]
    try:
        await over.wait()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    if answers:
        return answers[0]
    raise ExceptionGroup("all mirrors are down", errors)
