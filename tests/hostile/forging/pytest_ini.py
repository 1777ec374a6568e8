"""Put a pytest.ini that collects only beside the answer.

Stopped by: landlock
"""

import pathlib

place = pathlib.Path(__file__).parent / "asynclings-hostile-pytest.ini"
try:
    place.write_text("[pytest]\naddopts = --collect-only\n")
except OSError:
    pass


async def run_both(foo, bar):
    return await foo(), await bar()
