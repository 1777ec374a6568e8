"""Change the reference solution.

Stopped by: landlock
"""

import pathlib

solution = pathlib.Path(__file__).parents[1] / "kit/solutions/01_room/01_both.py"
with solution.open("a") as file:
    file.write("")


async def run_both(foo, bar):
    return await foo(), await bar()
