"""Change what is expected in the globals of the modules that are loaded."""

import sys

for module in list(sys.modules.values()):
    if getattr(module, "EXPECTED", None):
        module.EXPECTED = None


async def run_both(foo, bar):
    return None
