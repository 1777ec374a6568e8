"""Forked children, one for each piece of work."""

import os
import sys

import pytest

from asynclings import warm
from asynclings.errors import GraderError

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")


def test_without_fork_the_work_is_done_one_after_the_other(monkeypatch):
    monkeypatch.delattr(os, "fork", raising=False)

    assert list(warm.each(lambda n: n * n, [3, 4])) == [(0, 9), (1, 16)]


def test_every_item_comes_back_with_its_number():
    assert dict(warm.each(lambda n: n * n, [3, 4, 5], jobs=2)) == {0: 9, 1: 16, 2: 25}


@needs_fork
def test_what_a_child_does_to_itself_is_gone():
    def spoil(_):
        sys.modules["spoilt"] = sys
        return "spoilt" in sys.modules

    assert dict(warm.each(spoil, [1, 2])) == {0: True, 1: True}
    assert "spoilt" not in sys.modules


def test_a_large_result_comes_whole():
    ((_, text),) = warm.each(lambda n: "x" * n, [1_000_000])

    assert len(text) == 1_000_000


@needs_fork
def test_a_child_that_dies_is_the_graders_error(capfd):
    with pytest.raises(GraderError, match="Piece of work 0 died"):
        list(warm.each(lambda _: 1 / 0, [1]))

    assert "ZeroDivisionError" in capfd.readouterr().err


@needs_fork
def test_a_child_that_leaves_is_the_graders_error():
    with pytest.raises(GraderError, match="died"):
        list(warm.each(lambda _: os._exit(3), [1]))


@needs_fork
def test_whoever_stops_listening_leaves_no_child(monkeypatch):
    started = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: (started.append(pid := fork()), pid)[1])

    results = warm.each(lambda n: n, range(10), jobs=2)
    next(results)
    results.close()

    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
