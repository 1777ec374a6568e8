"""The front door: the next command is spelled like the one that a person typed."""

import os
import sys

import pytest

from asynclings import front_door


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (["python", "noxfile.py", "-l"], "python noxfile.py"),
        (["python", "-X", "dev", "../noxfile.py"], "python ../noxfile.py"),
        (["{bin}/python", "noxfile.py"], "python noxfile.py"),  # what a shim starts
        (["/opt/elsewhere/python", "noxfile.py"], "/opt/elsewhere/python noxfile.py"),
        (["/usr/bin/python3", "/home/me/.local/bin/nox", "-l"], "nox"),
    ],
)
def test_the_next_command_is_spelled_as_the_last_one(typed, shown, tmp_path, monkeypatch):
    on_the_path = tmp_path / "python"
    on_the_path.symlink_to(sys.executable if "elsewhere" not in shown else "/bin/false")
    typed = [word.replace("{bin}", os.fspath(tmp_path)) for word in typed]
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    monkeypatch.setattr(sys, "orig_argv", typed)
    monkeypatch.setattr(sys, "argv", [word for word in typed if word.endswith((".py", "nox"))])
    monkeypatch.setattr(sys, "prefix", "/usr")

    assert front_door.spelling() == shown


def test_under_uvx_the_next_command_is_uvx(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/home/me/.cache/bin/nox"])
    monkeypatch.setattr(sys, "prefix", "/home/me/.cache/uv/archive-v0/f00")

    assert front_door.spelling() == "uvx nox"


def test_what_was_typed_first_is_remembered(monkeypatch):
    monkeypatch.setenv(front_door.FRONT_DOOR, "python3 noxfile.py")

    front_door.remember()

    assert os.environ[front_door.FRONT_DOOR] == "python3 noxfile.py"
