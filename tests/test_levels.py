"""Which isolation this machine has: what is missing is said, and a weaker one is enough or not."""

import json
import sys

import pytest

from asynclings.errors import AsynclingsError
from asynclings.rooms import levels

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rooms need Linux")


@pytest.fixture
def without_bubblewrap(monkeypatch):
    monkeypatch.setattr(levels.shutil, "which", lambda _: None)
    levels.missing.cache_clear()
    yield
    levels.missing.cache_clear()


@pytest.mark.usefixtures("without_bubblewrap")
def test_the_levels_that_can_be_had_come_strongest_first():
    found = levels.hopeful("rlimits")

    assert found[-1] == "rlimits"
    assert "bubblewrap" not in found


@pytest.mark.usefixtures("without_bubblewrap")
def test_a_level_that_cannot_be_had_says_what_to_install():
    with pytest.raises(AsynclingsError, match=r"'bubblewrap'(.|\n)*install the package bubblewrap"):
        levels.hopeful("bubblewrap")


def test_with_bubblewrap_there_it_is_tried_first(monkeypatch):
    monkeypatch.setattr(levels.shutil, "which", lambda name: f"/usr/bin/{name}")

    assert levels.hopeful("rlimits")[0] == "bubblewrap"
    assert levels.hopeful("bubblewrap") == ["bubblewrap"]


@pytest.fixture
def where_bubblewrap_fails(small_kit, tmp_path):
    """Run `grade double` with the given options where the system allows no namespaces."""
    place = tmp_path / "bin"
    place.mkdir()
    bwrap = place / "bwrap"
    bwrap.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n"
    )
    bwrap.chmod(0o755)
    return lambda *options: small_kit.run("grade", "double", *options, PATH=str(place))


@pytest.mark.slow
def test_where_the_strongest_room_fails_the_next_is_taken(where_bubblewrap_fails):
    done = where_bubblewrap_fails("--isolated", "--json", "-")

    report = json.loads(done.stdout)
    assert report["isolation"] in ("landlock", "rlimits")
    assert report["exercises"][0]["verdict"] == "passed"
    assert done.stderr == ""


@pytest.mark.slow
def test_where_it_is_required_nothing_is_graded(where_bubblewrap_fails):
    done = where_bubblewrap_fails("--require-isolation", "bubblewrap")

    said = done.stdout + done.stderr
    assert done.returncode == 3  # nothing could be graded, and no answer is to blame
    assert "No room of level 'bubblewrap' can be opened here: bwrap: No permissions" in said
    assert "require less with --require-isolation" in said
    assert "Traceback" not in said
