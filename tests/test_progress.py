"""How far a learner is: kept through updates, damage, newer kits and many writers."""

import json
import os
import resource

import pytest

from asynclings import warm
from asynclings.progress import Book, Entry, ProgressError
from asynclings.report import ExerciseResult, RuleResult

pytestmark = pytest.mark.timeout(60)


def result(slug="set_sail", verdict="failed", sha256="a", points=1.0):
    rules = (RuleResult("a_rule", "a rule", verdict, points=points, max_points=3.0),)
    return ExerciseResult(slug, "boats", "Title", "x.py", verdict, rules, submission_sha256=sha256)


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def written(book):
    return json.loads(book.file.read_text())


def test_nothing_is_known_at_first(book):
    assert book.read() == {}
    assert book.current() == ""
    assert not book.exists()


def test_first_and_last_verdict_are_kept_with_their_times(book):
    book.note([result()])
    book.note([result(verdict="passed", sha256="b", points=3.0)])

    entry = book.read()["set_sail"]
    assert (entry.first.verdict, entry.first.points) == ("failed", 1.0)
    assert (entry.last.verdict, entry.last.points) == ("passed", 3.0)
    assert entry.first.at <= entry.last.at
    assert entry.done == entry.last.at


def test_the_same_file_is_one_attempt_however_often_it_is_graded(book):
    for sha256 in ("a", "a", "b", "b", ""):
        book.note([result(sha256=sha256)])

    assert book.read()["set_sail"].attempts == 2


def test_an_untouched_stub_leaves_no_trace(book):
    book.note([result(verdict="not attempted"), result("again", "grader error")])

    assert book.read() == {}


def test_hints_are_never_taken_back(book):
    book.note_hints("set_sail", 2)
    book.note_hints("set_sail", 1)

    assert book.read() == {"set_sail": Entry(hints=2)}


def test_what_this_kit_does_not_know_stays(book):
    book.note([result("of_another_kit")])
    data = written(book)
    data["exercises"]["of_another_kit"]["stars"] = 5
    data["theme"] = "dark"
    book.file.write_text(json.dumps(data))

    book.note([result("of_another_kit", "passed"), result()])

    assert written(book)["theme"] == "dark"
    assert written(book)["exercises"]["of_another_kit"]["stars"] == 5
    assert set(book.read()) == {"of_another_kit", "set_sail"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 1}',
        '{"version": 1, "exercises": []}',
        '{"version": 1, "exercises": {"a": 3}}',
        '{"version": 1, "exercises": {"a": {"hints": "many"}}}',
        '{"version": "one", "exercises": {}}',
        "[" * 100_000,
        "\0\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_a_damaged_file_is_put_aside_and_never_lost(book, text):
    data = text if isinstance(text, bytes) else text.encode()
    book.file.parent.mkdir()
    book.file.write_bytes(data)

    assert book.read() == {}
    book.note([result()])

    assert book.damaged.read_bytes() == data
    assert set(book.read()) == {"set_sail"}


def test_the_file_of_a_newer_kit_is_left_as_it_is(book):
    book.file.parent.mkdir()
    book.file.write_text('{"version": 2, "whatever": 1}')

    for touch in (book.read, book.current, lambda: book.note([result()])):
        with pytest.raises(ProgressError, match="written by a newer asynclings"):
            touch()

    assert book.file.read_text() == '{"version": 2, "whatever": 1}'


def test_a_place_that_cannot_be_written_is_an_error_that_says_what_to_do(book):
    book.file.parent.write_text("somebody's file")

    with pytest.raises(
        ProgressError, match=r"Grading goes on all the same. Make room, or make .* writable"
    ):
        book.note([result()])


@pytest.mark.skipif(os.name == "nt", reason="needs limits of POSIX")
def test_a_full_disk_leaves_what_was_known(book):
    book.note([result()])
    before = book.file.read_text()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
        with pytest.raises(ProgressError, match="Your progress cannot be kept"):
            book.note([result("another")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert book.file.read_text() == before
    assert sorted(one.name for one in book.file.parent.iterdir()) == [
        "progress.json",
        "progress.lock",
    ]


def test_processes_at_once_lose_nothing(book, tmp_path):
    def note_many(prefix):
        for number in range(20):
            Book(tmp_path).note([result(f"{prefix}_{number}")])

    assert len(list(warm.each(note_many, ["ours", "theirs", "hers"], jobs=3))) == 3

    assert len(book.read()) == 60
