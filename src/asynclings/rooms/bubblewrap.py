"""A room of namespaces: no network, own processes, and of the files only Python and the kit."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path

#: Memory that files in the room's own /tmp may take.
SCRATCH_BYTES = 16 * 1024 * 1024

PACKAGE = Path(__file__).parents[1]

#: Where a Linux keeps its libraries; links on most, folders on some.
_SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/alternatives")


def words(shared: Path | None) -> list[str]:
    """Return the words before the command that is to run in a room.

    Args:
        shared: A folder that the judge sees, too; the only one that can be written for good.
    """
    bwrap = shutil.which("bwrap") or "bwrap"
    room = [
        bwrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
        "--unshare-cgroup-try", "--hostname", "room", "--die-with-parent", "--new-session",
        "--as-pid-1", "--clearenv", "--cap-drop", "ALL",
    ]  # fmt: skip
    if os.geteuid() == 0:
        # Root in a user namespace is root to the kernel, which then limits no number of
        # processes. So the zygote keeps what it needs to give each worker a user of its own.
        room += [
            word for cap in ("SETUID", "SETGID", "KILL") for word in ("--cap-add", f"CAP_{cap}")
        ]
    else:
        room += ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    # Before the others, for some of them may lie in /tmp.
    room += ["--proc", "/proc", "--dev", "/dev"]
    room += ["--size", str(SCRATCH_BYTES), "--tmpfs", "/tmp", "--chdir", "/tmp"]  # noqa: S108 - its own
    for path in _SYSTEM:
        place = Path(path)
        if place.is_symlink():
            room += ["--symlink", str(place.readlink()), path]
        elif place.exists():
            room += ["--ro-bind", path, path]
    folders = [*python_folders(), str(PACKAGE)]
    for parent in sorted({str(p) for folder in folders for p in Path(folder).parents} - {"/"}):
        if not parent.startswith("/usr"):
            room += ["--perms", "0755", "--dir", parent]  # to pass through, and empty else
    for path in folders:
        room += ["--ro-bind-try", path, path]
    if shared is not None:
        room += ["--bind", str(shared), str(shared)]
    return [*room, "--"]


def python_folders() -> list[str]:
    """Return the folders that Python needs, without those inside another one."""
    paths = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(sys.executable).parents[1])}
    paths |= {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    paths |= {str(Path(path).resolve()) for path in paths}
    paths.add(str(Path(sys.executable).resolve().parents[1]))
    kept = [path for path in sorted(paths) if path not in ("/", "/usr")]
    inside = [p for p in kept if any(p.startswith(f"{other}/") for other in [*kept, "/usr"])]
    return [path for path in kept if path not in inside]
