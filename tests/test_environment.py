"""The shared environment: made once, renewed when stale, never left half made.

What is installed is a wheel made here, so nothing is downloaded.
"""

import os
import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from asynclings import environment
from asynclings.environment import SetupError

# Real installers, which other work on the machine slows down.
pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]

#: The Python that has pip: the one that this environment was made from.
BASE = sys._base_executable


def wheel(folder: Path, name: str) -> str:
    """Make a wheel called *name*; return how a requirement spells it."""
    path = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", f"NAME = {name!r}\n")
        info = f"{name}-1.dist-info"
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"{name} @ {path.as_uri()}"


def ask_for(root: Path, *needed: str) -> None:
    (root / "pyproject.toml").write_text(
        f"[project]\ndependencies = {list(needed)}\n[dependency-groups]\ndoor = []\n", "utf-8"
    )


def can_import(python: str, *names: str) -> bool:
    command = [python, "-P", "-c", f"import {', '.join(names)}"]
    return subprocess.run(command, check=False).returncode == 0


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv(environment.PREPARED, raising=False)
    root = tmp_path / "kit with a space"
    (root / "src/machine").mkdir(parents=True)
    (root / "src/machine/__init__.py").touch()
    ask_for(root, wheel(tmp_path, "needed"))
    return root


@pytest.fixture
def without_uv(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.fspath(tmp_path))


def test_what_is_needed_can_be_imported_along_with_the_kit(root):
    python = environment.ready(root)

    assert python.startswith(os.fspath(root / ".venv"))
    assert can_import(python, "needed", "machine")


def test_pip_does_where_uv_is_not(root, without_uv):
    python = environment.ready(root)

    assert can_import(python, "needed", "machine")


def test_pip_does_where_uv_cannot(root, tmp_path, monkeypatch):
    uv = tmp_path / "bin" / "uv"
    uv.parent.mkdir()
    uv.write_text("#!/bin/sh\necho 'no network for uv' >&2\nexit 2\n")
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", f"{uv.parent}{os.pathsep}{os.environ['PATH']}")

    python = environment.ready(root)

    assert can_import(python, "needed")


def test_a_setting_to_install_for_the_user_does_not_reach_the_environment(
    root, without_uv, monkeypatch
):
    monkeypatch.setenv("PIP_USER", "1")

    assert can_import(environment.ready(root), "needed")


def test_a_second_time_nothing_is_done(root, monkeypatch):
    first = environment.ready(root)
    monkeypatch.setattr(environment, "_run", None)

    assert environment.ready(root) == first


def test_a_new_requirement_is_added_to_what_is_there(root, tmp_path):
    python = environment.ready(root)
    mine = root / ".venv" / "mine"
    mine.touch()
    ask_for(root, wheel(tmp_path, "needed"), wheel(tmp_path, "new"))

    environment.ready(root)

    assert can_import(python, "needed", "new")
    assert mine.exists()


def test_what_only_some_sessions_need_comes_when_one_asks_for_it(root, tmp_path):
    (root / "pyproject.toml").write_text(
        f"[project]\ndependencies = ['{wheel(tmp_path, 'needed')}']\n"
        f"[dependency-groups]\ndoor = []\ndev = ['{wheel(tmp_path, 'tool')}']\n",
        "utf-8",
    )

    assert not can_import(environment.ready(root), "tool")
    assert can_import(environment.ready(root, groups=["dev"]), "needed", "tool")


def test_a_session_that_needs_less_leaves_what_others_need(root, tmp_path, monkeypatch):
    (root / "pyproject.toml").write_text(
        "[project]\ndependencies = []\n"
        f"[dependency-groups]\ndoor = []\ndev = ['{wheel(tmp_path, 'tool')}']\n",
        "utf-8",
    )
    python = environment.ready(root, groups=["dev"])
    monkeypatch.setattr(environment, "_run", None)

    assert environment.ready(root) == environment.ready(root, groups=["dev"]) == python


def test_an_interrupted_set_up_is_begun_again(root):
    python = environment.ready(root)
    (root / ".venv" / environment._STAMP).write_text(environment._UNFINISHED)
    half_made = root / ".venv" / "half-made"
    half_made.touch()

    environment.ready(root)

    assert can_import(python, "needed", "machine")
    assert not half_made.exists()


def test_a_set_up_that_is_killed_leaves_nothing_that_looks_finished(root, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(environment, "_install", killed)
        environment.ready(root)

    assert can_import(environment.ready(root), "needed")


def test_an_environment_whose_python_is_gone_is_made_anew(root):
    python = Path(environment.ready(root))
    python.unlink()
    python.symlink_to("/usr/bin/python-that-was-removed")

    assert can_import(environment.ready(root), "needed", "machine")


def test_an_environment_that_the_person_made_is_kept(root):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", root / ".venv"], check=True)
    mine = root / ".venv" / "mine"
    mine.touch()

    assert can_import(environment.ready(root), "needed", "machine")
    assert mine.exists()


def test_the_checkout_may_be_moved(root):
    environment.ready(root)
    moved = root.rename(root.with_name("moved"))

    assert can_import(environment.ready(moved), "needed", "machine")


def test_two_sessions_at_once_make_one_environment(root):
    with ThreadPoolExecutor() as threads:
        pythons = list(threads.map(environment.ready, [root] * 3))

    assert len(set(pythons)) == 1
    assert can_import(pythons[0], "needed", "machine")


def test_a_failed_download_says_what_where_and_what_to_do(root, tmp_path):
    ask_for(root, f"needed @ {(tmp_path / 'gone.whl').as_uri()}")

    with pytest.raises(SetupError) as caught:
        environment.ready(root)

    message = str(caught.value)
    assert message.startswith(f"Cannot install what the kit needs into {root / '.venv'}:\n")
    assert "gone.whl" in message
    assert "Check the network" in message
    assert environment.PREPARED in message


def test_after_a_failed_download_the_same_command_does_it(root, tmp_path):
    ask_for(root, f"needed @ {(tmp_path / 'gone.whl').as_uri()}")
    with pytest.raises(SetupError):
        environment.ready(root)
    ask_for(root, wheel(tmp_path, "needed"))

    assert can_import(environment.ready(root), "needed")


def test_a_python_that_cannot_make_an_environment_is_named(root, tmp_path):
    ask_for(root, "needed")

    with pytest.raises(SetupError, match=r"^/nowhere/python cannot make .*No such file"):
        environment._make(root / ".venv", ["needed"], root / "src", "/nowhere/python")


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="whoever it is may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(root):
    root.chmod(0o555)

    with pytest.raises(SetupError, match="Cannot write the environment"):
        environment.ready(root)


def test_a_file_in_the_way_is_named(root):
    (root / ".venv.lock").mkdir()

    with pytest.raises(SetupError, match=r"Cannot write the environment .*\.venv\.lock"):
        environment.ready(root)


def test_a_prepared_python_is_used_as_it_is(root, monkeypatch):
    monkeypatch.setenv(environment.PREPARED, "/opt/course/python")

    assert environment.ready(root) == "/opt/course/python"
    assert not (root / ".venv").exists()


def test_no_venv_uses_the_python_that_runs(root, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["nox", "--no-venv"])

    assert environment.ready(root) == sys.executable
    assert not (root / ".venv").exists()


def test_another_version_has_an_environment_of_its_own(root, monkeypatch):
    monkeypatch.setattr(environment, "find", lambda version: BASE)

    python = environment.ready(root, "3.99")

    assert python.startswith(os.fspath(root / ".venv-3.99"))
    assert can_import(python, "needed", "machine")


def test_the_version_of_the_shared_environment_needs_no_other(root):
    python = environment.ready(root)

    assert environment.ready(root, "{}.{}".format(*sys.version_info)) == python


def test_the_python_that_runs_is_found_by_its_version():
    assert environment.find("{}.{}".format(*sys.version_info)) == sys.executable


def test_a_version_that_is_not_here_is_named():
    with pytest.raises(SetupError, match=re.escape("No Python 3.99 was found")):
        environment.find("3.99")
