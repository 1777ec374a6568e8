"""Put a pyproject.toml with options for pytest beside the answer.

Stopped by: landlock
"""

import pathlib

place = pathlib.Path(__file__).parent / "asynclings-hostile-pyproject.toml"
try:
    place.write_text('[tool.pytest.ini_options]\naddopts = "-p evil"\n')
except OSError:
    pass


async def run_both(foo, bar):
    return await foo(), await bar()
