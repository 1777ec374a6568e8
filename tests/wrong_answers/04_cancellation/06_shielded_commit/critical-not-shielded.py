"""Two awaits: the commit is torn.

Rule: cancelled during commit it ends when that has ended
Finding: critical-not-shielded
"""


async def submit(validate, commit, on_orphan_error):
    await validate()
    return await commit()
