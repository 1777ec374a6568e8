"""Mount the judge's files over one's own.

Stopped by: bubblewrap
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
assert libc.mount(b"proc", b"/proc", b"proc", 0, None) == 0, "mount was refused"


async def run_both(foo, bar):
    return await foo(), await bar()
