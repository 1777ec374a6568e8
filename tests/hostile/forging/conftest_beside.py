"""Put a conftest.py beside the answer.

Stopped by: landlock
"""

import pathlib

place = pathlib.Path(__file__).parent / "asynclings-hostile-conftest.py"
try:
    place.write_text("def pytest_runtest_makereport(item, call): pass\n")
except OSError:
    pass


async def run_both(foo, bar):
    return await foo(), await bar()
