"""Write a file outside the room.

Stopped by: landlock
"""

import pathlib

pathlib.Path("/tmp/asynclings-hostile-was-here").write_text("here")


async def run_both(foo, bar):
    return await foo(), await bar()
