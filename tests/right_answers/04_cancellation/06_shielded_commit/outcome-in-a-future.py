"""A task of its own puts the outcome of the commit into a future."""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    over = asyncio.get_running_loop().create_future()

    async def run():
        try:
            over.set_result((await commit(), None))
        except Exception as error:
            over.set_result((None, error))

    running = asyncio.create_task(run())
    wanted = True
    while not running.done():
        try:
            await asyncio.wait([running])
        except asyncio.CancelledError as error:
            wanted, stop = False, error
    number, error = over.result()
    if wanted and error is None:
        return number
    if wanted:
        raise error
    if error is not None:
        on_orphan_error(error)
    raise stop
