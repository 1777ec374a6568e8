"""The index: quick answers, never the truth."""

import sqlite3
from contextlib import closing

import pytest

from asynclings.batch.index import INDEX, Index
from asynclings.batch.store import Store
from asynclings.errors import AsynclingsError


@pytest.fixture
def store(folder, result) -> Store:
    store = Store(folder)
    store.put(result("ada", "passed"))
    store.put(result("ada", "failed", exercise="entry_point"))
    store.put(result("bob", "failed"))
    return store


def found(store, **wanted) -> list[tuple[str, str]]:
    with closing(Index(store)) as index:
        return [(one.learner, one.exercise) for one in index.find(**wanted)]


@pytest.mark.parametrize(
    ("wanted", "answers"),
    [
        ({}, [("ada", "entry_point"), ("ada", "first_await"), ("bob", "first_await")]),
        ({"learner": "ada"}, [("ada", "entry_point"), ("ada", "first_await")]),
        ({"exercise": "first_await"}, [("ada", "first_await"), ("bob", "first_await")]),
        ({"verdict": "failed", "exercise": "first_await"}, [("bob", "first_await")]),
        ({"finding": "sequential-awaits"}, [("ada", "entry_point"), ("bob", "first_await")]),
        ({"finding": "sequential-awaits", "learner": "bob"}, [("bob", "first_await")]),
        ({"learner": "' OR 1 = 1 --"}, []),
    ],
)
def test_results_are_found_by_what_is_asked(store, wanted, answers):
    assert found(store, **wanted) == answers


def test_it_counts_the_verdicts(store):
    with closing(Index(store)) as index:
        assert index.verdicts() == {"failed": 2, "passed": 1}


def test_what_is_noted_is_found_at_once(store, result):
    with closing(Index(store)) as index:
        better = result("bob", "passed")
        index.note(better, store.put(better))

        assert [one.verdict for one in index.find(learner="bob")] == ["passed"]
        assert list(index.find(learner="bob", finding="sequential-awaits")) == []


def test_what_was_never_noted_is_found_the_next_time(store, result):
    Index(store).close()
    store.put(result("bob", "passed"))  # killed before it was noted
    store.put(result("eve", "passed"))
    store.file("ada", "entry_point").unlink()

    assert found(store, verdict="passed") == [
        ("ada", "first_await"),
        ("bob", "first_await"),
        ("eve", "first_await"),
    ]
    assert found(store, verdict="failed") == []


def cut_off(file):
    file.write_bytes(file.read_bytes()[:1000])


def overwritten(file):
    file.write_bytes(b"no database at all" * 1000)


def one_page_is_zero(file):
    data = bytearray(file.read_bytes())
    data[4096:8192] = bytes(4096)
    file.write_bytes(data)


def another_version(file):
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA user_version = 99")


def other_tables(file):
    with closing(sqlite3.connect(file)) as base:
        base.execute("DROP TABLE findings")
        base.commit()


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        cut_off,
        overwritten,
        one_page_is_zero,
        another_version,
        other_tables,
    ],
    ids=["missing", "empty", "cut off", "overwritten", "zeroes", "version", "tables"],
)
def test_a_damaged_index_is_made_anew(store, harm):
    before = found(store)

    harm(store.folder / INDEX)

    assert found(store) == before
    assert found(store, finding="sequential-awaits") == [
        ("ada", "entry_point"),
        ("bob", "first_await"),
    ]


def test_one_that_is_damaged_while_it_is_open_is_made_anew(store, result):
    with closing(Index(store)) as index:
        harm = sqlite3.connect(store.folder / INDEX)
        harm.execute("DROP TABLE results")
        harm.commit()
        harm.close()
        new = result("eve", "passed")

        index.note(new, store.put(new))

        assert [one.learner for one in index.find(verdict="passed")] == ["ada", "eve"]


def test_a_place_where_it_cannot_be_is_named(store):
    (store.folder / INDEX).mkdir()

    with pytest.raises(AsynclingsError, match=r"Cannot write .*index\.sqlite"):
        Index(store)


def test_a_name_that_is_no_text_is_found_all_the_same(store, result):
    odd = result("\udcff")
    with closing(Index(store)) as index:
        index.note(odd, store.put(odd))

        assert len(list(index.find(learner="\udcff"))) == 1
