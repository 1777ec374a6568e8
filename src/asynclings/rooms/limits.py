"""What one worker may use up at most."""

from __future__ import annotations

import ctypes
import os
import resource

#: Address space, CPU time, files: an answer needs a tenth of each.
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
FILE_BYTES = 16 * 1024 * 1024
OPEN_FILES = 128
PROCESSES = 64

_PR_SET_CHILD_SUBREAPER = 36


def limit_worker(user: int) -> None:
    """Limit the calling process, for good; make it *user*'s, unless that is 0."""
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, PROCESSES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (allowed, allowed))
    if user:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)


def adopt_orphans() -> None:
    """Make the calling process the parent of whatever its descendants leave behind."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
