"""Puts virtual time in the place of the real one, for code that is imported afterwards."""

from __future__ import annotations

import functools

from asynclings.clock import audit, blocking_sockets, dates, runs, seams


@functools.cache
def install() -> None:
    """Patch the standard library, the first time; in the real world nothing changes.

    It has to come before the code under test is imported, which may say
    ``from time import sleep``.
    """
    for module in (seams, dates, runs, blocking_sockets, audit):
        module.install()
