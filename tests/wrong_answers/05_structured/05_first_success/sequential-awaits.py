"""Ask one mirror after the other, until one answers.

Rule: all mirrors are asked at the same time
Finding: sequential-awaits
"""


async def fastest(mirrors):
    errors = []
    for mirror in mirrors:
        try:
            return await mirror()
        except Exception as error:
            errors.append(error)
    raise ExceptionGroup("no mirror has answered", errors)
