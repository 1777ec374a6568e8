"""The results: written whole, read whole, or set aside."""

import json
import os

import pytest

from asynclings.batch.store import Store
from asynclings.errors import AsynclingsError


@pytest.fixture
def store(folder) -> Store:
    return Store(folder)


def test_a_result_comes_back_as_it_was_kept(store, result):
    kept = result("ada", "failed", late=True)

    store.put(kept)

    assert store.get("ada", "first_await") == kept
    assert store.get("ada", "entry_point") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/b", "a_b"),  # the same but for what no name of a file may hold
        ("Ada", "ada"),  # the same on some systems
        ("x" * 300, "x" * 299 + "y"),  # longer than a file's name may be
        ("..", "."),
        ("\udcff", "?"),  # a name that no encoding knows
        ("", " "),
    ],
)
def test_no_two_learners_share_a_file(store, result, one, other):
    store.put(result(one, "passed"))
    store.put(result(other, "failed"))

    assert {each.learner.id for each in store} == {one, other}
    assert store.folder / "results" == store.file(one, "first_await").parents[1]


def test_a_newer_result_takes_the_place_of_the_older_one(store, result):
    store.put(result(verdict="failed"))
    store.put(result(verdict="passed"))

    assert [one.report.exercises[0].verdict for one in store] == ["passed"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Expecting value"),
        ('{"schema_version": 1, "key": ', "Expecting value"),
        ("[]", "list"),
        ('{"schema_version": 99}', "schema version 99"),
        ('{"schema_version": 1}', "no result of asynclings"),
        ("\x00" * 4096, "Expecting value"),  # what some file systems leave after a power cut
    ],
)
def test_a_damaged_result_is_set_aside_and_named(store, result, text, why):
    file = store.put(result("ada"))
    store.put(result("bob"))
    file.write_text(text)

    assert store.get("ada", "first_await") is None
    assert [one.learner.id for one in store] == ["bob"]

    [damaged] = store.damaged
    assert why in damaged.why
    assert damaged.moved_to.read_text() == text
    assert str(damaged).startswith(f"{file} is damaged (")


def test_every_damaged_result_is_kept(store, result):
    for text in ("first", "second", "third"):
        store.put(result()).write_text(text)
        store.get("ada", "first_await")

    assert sorted(one.moved_to.read_text() for one in store.damaged) == ["first", "second", "third"]


def test_a_result_in_somebody_elses_place_is_none_of_his(store, result):
    store.put(result("ada")).rename(store.put(result("bob")))

    assert list(store) == []
    assert "it is ada's" in store.damaged[0].why


def test_a_shard_that_is_only_read_is_left_as_it_is(folder, result):
    file = Store(folder).put(result())
    file.write_text("half a resu")
    store = Store(folder, mends=False)

    assert list(store) == []

    assert file.read_text() == "half a resu"
    assert str(store.damaged[0]).endswith("left out.")


def test_what_a_killed_writer_left_is_no_result_and_is_swept(store, result):
    file = store.put(result())
    left = file.with_name(".entry_point.json.4711")
    left.write_text('{"schema_ver')

    assert len(list(store)) == 1
    store.sweep()

    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_place_that_cannot_be_written_is_named(store, result):
    store.folder.chmod(0o500)

    with pytest.raises(AsynclingsError, match=r"Cannot write .*first_await"):
        store.put(result())


def test_a_place_that_is_no_folder_is_named(store, result):
    (store.folder / "results").write_text("somebody's notes")

    with pytest.raises(AsynclingsError, match=r"Cannot write .*first_await"):
        store.put(result())


def test_the_file_is_json_for_anybody(store, result):
    written = json.loads(store.put(result()).read_text("utf-8"))

    assert written["learner"] == {"id": "ada", "name": "", "email": ""}
    assert written["report"]["exercises"][0]["verdict"] == "passed"
    assert written["submitted_at"] == "2026-09-07T08:00:00+00:00"
