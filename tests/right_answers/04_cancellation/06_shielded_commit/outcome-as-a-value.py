"""The commit's task gives its outcome as a value; shield in a loop."""

import asyncio


async def submit(validate, commit, on_orphan_error):
    async def outcome():
        try:
            return await commit(), None
        except Exception as error:
            return None, error

    await validate()
    task = asyncio.create_task(outcome())
    stop = None
    while True:
        try:
            number, error = await asyncio.shield(task)
            break
        except asyncio.CancelledError as cancelled:
            stop = cancelled
    if stop is None:
        if error:
            raise error
        return number
    if error:
        on_orphan_error(error)
    raise stop
