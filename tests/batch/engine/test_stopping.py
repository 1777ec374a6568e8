"""A batch that is stopped at any moment: nothing that was reported is lost."""

import json
import random
import signal
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from asynclings.batch.store import Store
from asynclings.rooms import levels

ROOT = Path(__file__).parents[3]

#: How often a batch is killed before it may end.
KILLS = 4

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.slow,
    pytest.mark.skipif(bool(levels.missing("rlimits")), reason="there is no isolation here"),
]


@pytest.fixture
def running(start):
    """Start `check`; end it, should it still be there."""

    @contextmanager
    def run(*words):
        process = start("check", *words)
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    return run


def family(process) -> list[psutil.Process]:
    """Return what *process* has started, with what that has started."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(process.pid).children(recursive=True)
    return []


def ended(processes) -> bool:
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)


def reported(out: Path) -> dict[Path, bytes]:
    """Return the results that are there, with their content."""
    return {file: file.read_bytes() for file in Store(out, mends=False).files()}


def test_kills_at_random_moments_lose_nothing_that_was_reported(
    many, tmp_path, running, until, asynclings
):
    out, moments = tmp_path / "graded", random.Random(20260907)  # noqa: S311 - moments, no secrets
    for _ in range(KILLS):
        more = moments.randint(0, 5)
        with running(many, "--out", out) as check:
            there = len(reported(out))
            until(
                lambda more=more, there=there, check=check: (
                    len(reported(out)) >= there + more or check.poll() is not None
                ),
                "the next results",
            )
            time.sleep(moments.random() / 20)  # in the middle of whatever it does then
            started = family(check)
            before = reported(out)
            check.send_signal(signal.SIGKILL)
            check.wait()
        until(lambda started=started: ended(started), "the end of what was started")

        store = Store(out, mends=False)
        assert before.items() <= reported(out).items()
        assert len(list(store)) == len(reported(out))
        assert store.damaged == []

    kept = reported(out)
    summary = json.loads(asynclings("check", many, "--out", out, "--json", "-").stdout)

    assert (summary["graded"], summary["taken_over"]) == (16 - len(kept), len(kept))
    assert kept.items() <= reported(out).items()  # not graded again
    assert sorted(one.learner.id for one in Store(out)) == sorted(
        one.name for one in many.iterdir()
    )
    passed = {one.learner.id for one in Store(out) if one.report.exercises[0].verdict == "passed"}
    assert passed == {one.name for one in many.glob("right-*")}


@pytest.mark.parametrize("polite", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_is_told_how_to_go_on_and_nothing_is_left(
    many, tmp_path, running, until, polite
):
    if signal.getsignal(polite) is signal.SIG_IGN:
        pytest.skip("these tests run in the background, where it is ignored")
    out = tmp_path / "graded"
    with running(many, "--out", out, "--no-resume") as check:
        until(lambda: len(reported(out)) >= 2 or check.poll() is not None, "the first results")
        started = family(check)
        check.send_signal(polite)
        said, errors = check.communicate(timeout=60)

    assert started
    assert check.returncode == 130, errors
    assert f"Stopped. What was graded is kept in {out}." in said
    assert said.rstrip().endswith(f"-m asynclings check {many} --out {out}")
    assert len(list(Store(out))) >= 2
    assert "Traceback" not in errors
    until(lambda: ended(started), "the end of what was started", wall_seconds=20)
