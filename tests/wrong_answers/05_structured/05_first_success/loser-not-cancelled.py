"""Return the answer, and leave the others running.

Rule: the first answer is returned
Finding: loser-not-cancelled
"""

import asyncio


async def fastest(mirrors):
    errors = []
    for finished in asyncio.as_completed([mirror() for mirror in mirrors]):
        try:
            return await finished
        except Exception as error:
            errors.append(error)
    raise ExceptionGroup("no mirror has answered", errors)
