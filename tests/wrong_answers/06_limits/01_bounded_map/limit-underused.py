"""A plain loop: the limit is kept, and so is everybody else waiting.

Rule: exactly limit calls are in flight
Finding: limit-underused
"""


async def bounded_map(fn, items, limit):
    return [await fn(item) for item in items]
