"""shield, and nothing else: the CancelledError leaves at once.

Rule: cancelled during commit it ends when that has ended
Finding: shield-misuse
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    return await asyncio.shield(commit())
