"""Collect the answers with as_completed: the faster service comes first.

Rule: the answers are a tuple with foo first
Finding: order-by-completion
"""

import asyncio


async def run_both(foo, bar):
    answers = []
    for finished in asyncio.as_completed([foo(), bar()]):
        answers.append(await finished)
    return tuple(answers)
