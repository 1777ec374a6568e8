"""Gather everything, then take the first that is no error.

Rule: the first answer is returned
Finding: wait-all-for-first
"""

import asyncio


async def fastest(mirrors):
    answers = await asyncio.gather(*(m() for m in mirrors), return_exceptions=True)
    for answer in answers:
        if not isinstance(answer, BaseException):
            return answer
    raise ExceptionGroup("no mirror has answered", answers)
