"""Put a random.py beside the answer.

Stopped by: landlock
"""

import pathlib

place = pathlib.Path(__file__).parent / "asynclings-hostile-random.py"
try:
    place.write_text("import os\nos._exit(0)\n")
except OSError:
    pass


async def run_both(foo, bar):
    return await foo(), await bar()
