"""Shards: the same parts everywhere, put together without a doubt."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from asynclings.batch.index import Index
from asynclings.batch.merge import ConflictError, merge
from asynclings.batch.records import Intake, Learner, Passed
from asynclings.batch.roster import enrol, enrolled
from asynclings.batch.seeds import kept_seed, seed_of
from asynclings.batch.shards import Shard
from asynclings.batch.store import Store
from asynclings.errors import AsynclingsError
from asynclings.rooms import levels

ROOT = Path(__file__).parents[3]


@pytest.fixture
def shard(tmp_path):
    """Make a folder as `check --shard` leaves it."""

    def make(name, *results, seed=1):
        folder = tmp_path / name
        folder.mkdir()
        seed_of(folder, seed)
        store = Store(folder)
        for one in results:
            store.put(one)
        enrol(folder, [one.learner for one in results])
        return Store(folder, mends=False)

    return make


@pytest.fixture
def together(folder):
    """Merge *shards*; give the verdicts that are kept, and what was done."""

    def run(*shards):
        store = Store(folder)
        with closing(Index(store)) as index:
            merged = merge(shards, store, index)
        verdicts = {
            (one.learner.id, one.exercise): one.report.exercises[0].verdict for one in store
        }
        return verdicts, dict(merged.results)

    return run


def content(folder) -> dict[Path, bytes]:
    skipped = {"index.sqlite", ".lock"}
    return {
        file: file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name not in skipped
    }


@pytest.mark.parametrize("of", [1, 2, 7])
def test_each_learner_is_in_one_shard_with_all_their_work(answer, of):
    names = [f"learner {number}" for number in range(50)] + ["\udcff", ""]
    work = [answer(name, exercise=one) for name in names for one in ("first_await", "entry_point")]
    intake = Intake(tuple(map(Learner, names)), tuple(work), (Passed("x", "y"),), "folders")

    parts = [Shard(number, of).of_intake(intake) for number in range(1, of + 1)]

    assert sorted(one.id for part in parts for one in part.learners) == sorted(names)
    for part in parts:
        assert {one.learner for one in part.submissions} == set(part.learners)
        assert len(part.submissions) == 2 * len(part.learners)
        assert part.ignored == intake.ignored


def test_a_shard_is_the_same_on_every_machine():
    inside = [name for name in ("ada", "bob", "eve", "joe", "kim") if Shard(1, 2).has(name)]

    assert inside == ["ada", "bob", "joe", "kim"]


def test_all_results_come_together(shard, together, result, folder):
    first = shard("first", result("ada"), result("ada", "failed", exercise="entry_point"))
    second = shard("second", result("bob", "failed"))

    verdicts, done = together(first, second)

    assert verdicts == {
        ("ada", "first_await"): "passed",
        ("ada", "entry_point"): "failed",
        ("bob", "first_await"): "failed",
    }
    assert done == {"new": 3}
    assert [one.id for one in enrolled(folder)] == ["ada", "bob"]
    assert kept_seed(folder) == 1


def test_merging_twice_changes_nothing(shard, together, result, folder):
    shards = shard("first", result("ada")), shard("second", result("bob"))
    together(*shards)
    before = content(folder)

    _, done = together(*shards)

    assert done == {"there": 2}
    assert content(folder) == before


def test_the_same_answer_with_two_verdicts_is_refused_by_name(shard, together, result, folder):
    first = shard("first", result("ada", "passed"), result("bob"))
    second = shard("second", result("ada", "failed"))

    with pytest.raises(ConflictError) as caught:
        together(first, second)

    said = str(caught.value)
    assert "ada, first_await: " in said
    assert str(first.file("ada", "first_await")) in said
    assert str(second.file("ada", "first_await")) in said
    assert "bob" not in said
    assert list(Store(folder)) == []


def test_many_conflicts_are_counted(shard, together, result):
    names = [f"learner {number}" for number in range(14)]

    with pytest.raises(ConflictError, match="and 4 more"):
        together(
            shard("first", *[result(name, "passed") for name in names]),
            shard("second", *[result(name, "failed") for name in names]),
        )


def test_two_learners_may_give_the_same_answer(shard, together, result):
    verdicts, _ = together(shard("one", result("ada")), shard("two", result("bob", "failed")))

    assert len(verdicts) == 2


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_answers_the_one_handed_in_later_is_kept(shard, together, result, turned):
    early = result("ada", "failed", key="early")
    late = result("ada", "passed", key="late", graded_at=early.graded_at - timedelta(days=1))
    late = replace(late, submitted_at=early.submitted_at + timedelta(days=1))
    results = [late, early] if turned else [early, late]

    verdicts, _ = together(*[shard(one.key, one) for one in results])

    assert verdicts == {("ada", "first_await"): "passed"}


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_judged_is_kept_before_what_was_not(shard, together, result, turned):
    judged = result("ada", "passed")
    failed = result("ada", "grader error", graded_at=judged.graded_at + timedelta(days=1))
    results = [failed, judged] if turned else [judged, failed]

    verdicts, _ = together(*[shard(str(place), one) for place, one in enumerate(results)])

    assert verdicts == {("ada", "first_await"): "passed"}


def test_a_damaged_result_of_a_shard_is_left_out_and_named(shard, together, result):
    first = shard("first", result("ada"), result("bob"))
    file = first.file("ada", "first_await")
    file.write_text("half a resu")

    verdicts, _ = together(first)

    assert list(verdicts) == [("bob", "first_await")]
    assert {one.file for one in first.damaged} == {file}
    assert file.read_text() == "half a resu"


def test_shards_without_a_common_seed_are_told_to_have_one(folder):
    with pytest.raises(AsynclingsError, match="Say the same for each, like: --seed "):
        seed_of(folder, sharded=True)

    assert seed_of(folder, 5, sharded=True) == 5
    assert seed_of(folder, sharded=True) == 5


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.skipif(bool(levels.missing("rlimits")), reason="there is no isolation here")
def test_a_class_in_shards_is_the_class(tmp_path, asynclings):
    for name in ("ada", "bob", "eve"):
        place = tmp_path / "class" / name
        place.mkdir(parents=True)
        place.joinpath("01_first_await.py").write_text(f"# {name} has not begun\n")
    shards = [tmp_path / "1", tmp_path / "2"]
    for number, out in enumerate(shards, 1):
        words = ("--shard", f"{number}/2", "--seed", "5", "--out", out)
        assert asynclings("check", tmp_path / "class", *words).returncode == 0
    out = tmp_path / "all"

    answer = asynclings("merge", *shards, out, "--out", out, "--json", "-")

    summary = json.loads(answer.stdout)
    assert [one["learner"] for one in summary["results"]] == ["ada", "bob", "eve"]
    assert summary["merged"] == {"new": 3}
    assert (out / "gradebook.html").is_file()
    account = json.loads((out / "intake.json").read_text("utf-8"))
    assert sorted(one["learner"] for one in account["taken"]) == ["ada", "bob", "eve"]
    again = asynclings("check", tmp_path / "class", "--out", out, "--json", "-")
    assert json.loads(again.stdout)["graded"] == 0


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_folder_without_results_is_named(tmp_path, asynclings):
    answer = asynclings("merge", tmp_path, "--out", tmp_path / "all")

    assert answer.returncode == 2
    assert f"There are no results in {tmp_path}:" in answer.stderr


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_shards_that_were_not_graded_alike_are_told(shard, result, asynclings, tmp_path):
    first, second = shard("a", result("ada", seed=1)), shard("b", result("bob", seed=2), seed=2)

    answer = asynclings("merge", first.folder, second.folder, "--out", tmp_path / "all")

    assert "Not all were graded alike:" in answer.stdout
    assert "seed 2" in answer.stdout
