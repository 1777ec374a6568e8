"""A TaskGroup whose children note their answers: the first one counts, but all are awaited.

Rule: with an answer the others are cancelled
Finding: wait-all-for-first
"""

import asyncio


async def fastest(mirrors):
    answers, errors = [], []

    async def ask(mirror):
        try:
            answers.append(await mirror())
        except Exception as error:
            errors.append(error)

    async with asyncio.TaskGroup() as group:
        for mirror in mirrors:
            group.create_task(ask(mirror))
    if answers:
        return answers[0]
    raise ExceptionGroup("no mirror has answered", errors)
