"""Which isolation this machine has: what is missing is said, and a weaker one is enough or not."""

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
