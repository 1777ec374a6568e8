"""Put a module into the package that judges.

Stopped by: landlock
"""

import pathlib

import asynclings

(pathlib.Path(asynclings.__file__).parent / "hostile_was_here.py").write_text("")


async def run_both(foo, bar):
    return await foo(), await bar()
