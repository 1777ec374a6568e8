"""Call both and return what the calls gave: two coroutine objects, which never run.

Rule: both calls are in flight at the same time
Finding: returns-coroutine
"""


async def run_both(foo, bar):
    return foo(), bar()
