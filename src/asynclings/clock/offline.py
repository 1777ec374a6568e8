"""Keeps a scenario off the network, on every thread of it.

`LocalNet` refuses what goes through the loop. This refuses the rest, such as a blocking
socket in a worker thread, before the call is made.
"""

from __future__ import annotations

import socket
from typing import Any

from asynclings.clock.hosts import is_this_machine, refusal
from asynclings.clock.places import Place

#: Audit events whose second argument is the address that their first, a socket, is to reach.
_TO_ADDRESS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})

#: Audit events whose first argument is a host; a second one is the port.
_TO_HOST = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})

_INTERNET = (socket.AF_INET, socket.AF_INET6)

EVENTS = _TO_ADDRESS | _TO_HOST | {"socket.getnameinfo"}


def check(place: Place, event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse the call that *event* announces, if it leads away from this machine.

    Raises:
        OfflineError: It does.
    """
    if event == "socket.getnameinfo":
        host, port = arguments[0][:2]
    elif event in _TO_HOST:
        host, port = (*arguments, None)[:2]
    elif isinstance(arguments[1], tuple) and arguments[0].family in _INTERNET:
        host, port = arguments[1][:2]
    else:
        return  # a unix socket, or one that is connected already
    if not is_this_machine(host):
        raise refusal(host, port, place.loop.servers() if place.loop else ())
