"""Which hosts an exercise may ask for: this machine, and names that its servers bear."""

from __future__ import annotations

import errno
import ipaddress
from collections.abc import Iterable

from asynclings.errors import OfflineError

#: What stands for "any address of this machine" in a socket call.
ANY = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, never bound to


def plain(host: object) -> str:
    """Return *host* as a lower-case text; the empty one for None."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else host
    return str(text or "").lower().rstrip(".")


def is_numeric(host: object) -> bool:
    """Tell whether *host* is an address rather than a name."""
    try:
        ipaddress.ip_address(plain(host))
    except ValueError:
        return plain(host) == ""
    return True


def is_this_machine(host: object) -> bool:
    """Tell whether *host* is localhost, a loopback address or "any address"."""
    name = plain(host)
    if name in ANY or name == "localhost":
        return True
    return is_numeric(name) and ipaddress.ip_address(name).is_loopback


def refusal(host: object, port: object, servers: Iterable[str]) -> OfflineError:
    """Return the error for *host* and *port*; it names the *servers* there are."""
    asked = f"{plain(host)}:{port}" if port else plain(host)
    known = ", ".join(servers)
    hint = f"the servers of this exercise are {known}" if known else "this exercise has no server"
    # With errno and text apart, as the system does it: aiohttp shows the text alone.
    return OfflineError(
        errno.ENETUNREACH, f"no network in an exercise: {asked} was asked for; {hint}"
    )
