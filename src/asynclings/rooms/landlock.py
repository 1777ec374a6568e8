"""Landlock: the kernel's own list of what a process may touch, without any privilege.

It covers files, TCP, and with newer kernels signals to processes outside; not UDP, not
reading what is open already, not the number of processes.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable

from asynclings.rooms.bubblewrap import PACKAGE, python_folders

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_PR_SET_NO_NEW_PRIVS = 38

#: Rights on files, by the version of Landlock that brought them.
_FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_READ = 0b1101  # execute, read a file, list a folder
_WRITE = 0b1111110001110 | 1 << 14  # all but devices, sockets and links elsewhere
_TCP = 0b11  # bind, connect
_SCOPED = 0b11  # abstract unix sockets, signals

#: What Python reads besides its own files.
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/dev/null", "/dev/urandom")


def missing() -> str:
    """Return why there is no Landlock here; nothing when there is."""
    if not sys.platform.startswith("linux"):
        return "Landlock is a part of Linux"
    if _version() < 4:  # before, it did not know TCP
        return f"this kernel has Landlock version {max(0, _version())}; 4 is the first with TCP"
    return ""


def restrict(writable: Iterable[str]) -> None:
    """Let the calling process read Python and the kit, write in *writable*, and no more."""
    version = _version()
    files = sum(bits for since, bits in _FILES.items() if since <= version)
    attributes = struct.pack("QQQ", files, _TCP, _SCOPED if version >= 6 else 0)
    ruleset = _call(_CREATE, attributes, 24 if version >= 6 else 16, 0)
    for path in [*_SYSTEM, *python_folders(), str(PACKAGE)]:
        _allow(ruleset, path, _READ & files)
    for path in writable:
        _allow(ruleset, path, (_READ | _WRITE) & files)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    _call(_RESTRICT, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):  # noqa: PTH112 - no pathlib in a worker
        rights &= 0b111  # the others are about what lies in a folder
    try:
        _call(_ADD, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _version() -> int:
    try:
        return _call(_CREATE, None, 0, _VERSION_FLAG)
    except OSError:
        return 0


def _call(number: int, *arguments: int | bytes | None) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(libc.syscall(ctypes.c_long(number), *wide))
    if result < 0:
        raise OSError(ctypes.get_errno(), "landlock")
    return result
