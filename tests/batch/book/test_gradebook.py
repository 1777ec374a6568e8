"""The gradebook's files: right for whom they are made, and safe to open.

The golden files are what spreadsheets and programs read. ``ASYNCLINGS_REGENERATE=1 python -P -m
pytest tests/batch/book`` writes them anew; read the diff before you commit it.
"""

import csv
import gc
import json
import re
import weakref
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import asynclings.batch.gradebook
from asynclings import __version__, catalog
from asynclings.batch.gradebook import write
from asynclings.batch.gradebook.page_names import NOTES, PageNames
from asynclings.batch.gradebook.spreadsheets import plain
from asynclings.batch.gradebook.wording import duration
from asynclings.batch.policy import read_policy
from asynclings.batch.records import Learner
from asynclings.errors import AsynclingsError

SCHEMA = Path(asynclings.batch.gradebook.__file__).with_name("gradebook.schema.json")
NOW = datetime(2026, 11, 1, tzinfo=UTC)
GRACE = Learner("grace", "Grace Hopper")
LATE = """
include = ["first_await", "two_at_once", "conn_pool"]
[all]
points = 10
due = 2026-10-16T19:00:00Z
[exercises.conn_pool]
bonus = true
due = 2026-12-01
[late]
kind = "percent a day"
percent_a_day = 25
"""
SMALL = """
[all]
points = 10
due = 2026-10-16T19:00:00Z
[late]
kind = "percent a day"
percent_a_day = 25
"""


@pytest.fixture
def answers(parts):
    """Return what two learners handed in: right, late, wrong, not judged."""
    rule, graded = parts.rule, parts.graded
    return [
        graded("first_await", rule("a"), rule("b"), submitted_at=None),
        graded("two_at_once", rule("a"), rule("b", "failed")),
        graded("first_await", rule("a"), rule("b", "failed"), learner=GRACE),
        graded("conn_pool", rule("a", "grader error"), learner=GRACE),
    ]


@pytest.fixture
def class_in(kit, written, tmp_path):
    """Return a function that writes the gradebook of some answers, and returns its folder."""

    def make(answers, learners=(), policy=LATE):
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        rules = read_policy(written('timezone = "UTC"\n' + policy), kit)
        write(out, lambda: iter(answers), learners, kit, rules, now=NOW)
        return out

    return make


def table(file):
    """Return the rows of a CSV file by the first column."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


@pytest.mark.parametrize(
    ("policy", "columns"),
    [
        ("", ["first_await", "two_at_once"]),
        ("[exercises.deadline]\npoints = 5\n", ["first_await", "two_at_once"]),
        ('include = ["first_await", "deadline"]\n', ["first_await", "deadline"]),
    ],
)
def test_an_exercise_counts_when_it_was_asked_for_or_somebody_answered_it(
    class_in, parts, policy, columns
):
    answers = [parts.graded("two_at_once", parts.rule("a")), parts.graded("first_await")]

    out = class_in(answers, [GRACE], policy)

    book = json.loads((out / "gradebook.json").read_text())
    assert [one["exercise"] for one in book["exercises"]] == columns


def test_where_nobody_handed_in_anything_every_exercise_counts(class_in, kit):
    out = class_in([], [GRACE], "")

    book = json.loads((out / "gradebook.json").read_text())
    assert [one["exercise"] for one in book["exercises"]] == [one.slug for one in kit.exercises]


@pytest.mark.parametrize("name", ["gradebook.csv", "results.csv", "gradebook.json"])
def test_what_others_read_is_written_as_ever(small_kit, parts, written, golden, name):
    kit = catalog.load(small_kit.root)
    rule, graded = parts.rule, parts.graded
    answers = [
        graded("double", rule("a"), rule("b"), submitted_at=None),
        graded("again", rule("a"), rule("b", "failed")),
        graded("double", rule("a", "grader error"), learner=GRACE),
    ]
    (small_kit.root / NOTES).write_text('{"key": "always the same"}')
    policy = read_policy(written(SMALL), kit)

    learners = [GRACE, Learner("nobody", "=1+1")]
    write(small_kit.root, lambda: iter(answers), learners, kit, policy, now=NOW)

    content = (small_kit.root / name).read_bytes()
    assert golden(f"gradebook/{name}", content.replace(__version__.encode(), b"(version)"))


def test_a_row_is_a_learner_and_a_column_an_exercise(class_in, answers, parts):
    rows = table(class_in(answers, [parts.ADA, GRACE, Learner("alan")]) / "gradebook.csv")

    assert list(rows) == ["ada", "grace", "alan"]
    assert rows["ada"] | {"first_await": "10", "two_at_once": "3.75", "late": "1"} == rows["ada"]
    assert (rows["ada"]["points"], rows["ada"]["max_points"]) == ("13.75", "20")
    assert rows["grace"]["conn_pool"] == ""  # not judged: it neither counts nor costs
    assert rows["alan"]["percent"] == "0"


def test_the_json_is_as_its_schema_says(class_in, answers, parts):
    schema = json.loads(SCHEMA.read_text("utf-8"))
    book = json.loads((class_in(answers, [parts.ADA]) / "gradebook.json").read_text("utf-8"))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(book)
    assert [one["id"] for one in book["learners"]] == ["ada", "grace"]
    assert book["misconceptions"][0]["id"] == "sequential-awaits"
    assert book["misconceptions"][0]["learners"] == 2


def test_a_class_of_nobody_is_a_gradebook(class_in):
    out = class_in([], [])

    assert table(out / "gradebook.csv") == {}
    assert json.loads((out / "gradebook.json").read_text("utf-8"))["learners"] == []
    assert "0 learners" in (out / "gradebook.html").read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A", "  =1"],  # noqa: RUF001
)
def test_no_text_is_a_formula(text):
    assert plain(text).startswith("'")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Ada = 1", "Ada = 1"),
        ("", ""),
        (None, ""),
        (-1.5, -1.5),
        (3.0, 3),
        ("a\x00b\u202e", "a\\x00b\\u202e"),
        ("a;=1", "a;=1"),
    ],
)
def test_other_values_stay_as_they_are(value, shown):
    assert plain(value) == shown


def test_every_text_of_a_csv_is_quoted_and_no_number_is(class_in, answers):
    first, ada, *_ = (class_in(answers) / "gradebook.csv").read_bytes().split(b"\r\n")

    assert first.startswith(b'\xef\xbb\xbf"id","name",')
    assert ada.startswith(b'"ada","Ada Lovelace","ada@example.org",10,3.75,"",13.75,20,')


def test_the_order_of_the_results_changes_nothing(class_in, answers, parts):
    files = ("gradebook.csv", "results.csv", "gradebook.json", "gradebook.html")
    learners = [parts.ADA, GRACE]

    out = class_in(answers, learners)
    before = [(out / name).read_bytes() for name in files]
    pages = {page.name: page.read_bytes() for page in (out / "learners").iterdir()}
    class_in(answers[::-1], learners)

    assert [(out / name).read_bytes() for name in files] == before
    assert {page.name: page.read_bytes() for page in (out / "learners").iterdir()} == pages


def test_of_two_answers_to_an_exercise_the_newer_counts(class_in, parts):
    old = parts.graded("two_at_once", parts.rule("a", "failed"))
    new = replace(
        parts.graded("two_at_once", parts.rule("a")),
        submitted_at=parts.EVENING + timedelta(minutes=1),
    )

    for answers in ([old, new], [new, old]):
        out = class_in(answers)
        assert table(out / "gradebook.csv")["ada"]["two_at_once"] == "7.5"
        page = next((out / "learners").iterdir()).read_text("utf-8")
        assert "in flight together" not in page


def test_no_two_reports_are_held_at_a_time(class_in, parts):
    class Span(dict):
        """One that can be watched."""

    watched = []
    alive = []

    def answers():
        for number in range(20):
            span = Span(parts.span("foo", 0.0, 1.0))
            watched.append(weakref.ref(span))
            rule = parts.rule("a", "failed", timeline=(span,), expected=())
            yield parts.graded("two_at_once", rule, learner=Learner(f"{number}"))
            del span, rule
        gc.collect()  # once: among thousands of tests it takes its time
        alive.extend(one for one in watched if one() is not None)

    class_in(answers())

    assert len(watched) == 20
    assert len(alive) <= 2


def test_an_answer_that_the_policy_leaves_out_is_left_out(class_in, parts):
    out = class_in([parts.graded("paginate", parts.rule("a"))])

    assert "paginate" not in (out / "gradebook.csv").read_text("utf-8")
    assert list(table(out / "gradebook.csv")) == ["ada"]


def test_files_are_complete_or_not_there(class_in, answers, parts):
    def broken():
        yield answers[0]
        raise AsynclingsError("the store is damaged")

    out = class_in(answers)
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    with pytest.raises(AsynclingsError, match="damaged"):
        class_in(broken())

    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before


def test_a_place_that_cannot_be_written_is_named(kit, tmp_path):
    (tmp_path / "learners").write_text("a file")

    with pytest.raises(AsynclingsError, match=r"Cannot make the folder .*learners"):
        write(tmp_path, lambda: iter(()), [], kit, read_policy(None, kit))


IDS = ["CON", "con", "Con.txt", "../../etc/passwd", "a/b", "a\\b", "", " ", "x" * 300, "é", "e",
       "nul", "日本", "\ud83d", "a\x00", "<script>", "A.", "a."]  # fmt: skip


def test_names_of_pages_suit_every_file_system(tmp_path):
    names = [PageNames(tmp_path).of(id_) for id_ in IDS]
    again = PageNames(tmp_path)
    again.keep_key()

    assert all(re.fullmatch(r"[a-z0-9-]{1,32}-[0-9a-f]{16}\.html", name) for name in names)
    assert len(set(names)) == len(IDS)
    assert [PageNames(tmp_path).of(id_) for id_ in IDS] == [again.of(id_) for id_ in IDS]


def test_who_knows_an_id_does_not_know_the_page(tmp_path):
    assert PageNames(tmp_path / "a").of("ada") != PageNames(tmp_path / "b").of("ada")


def test_only_pages_that_the_kit_wrote_are_removed(class_in, answers, parts):
    out = class_in(answers, [parts.ADA, GRACE, Learner("gone"), Learner("changed")])
    pages = {page.name.split("-")[0]: page for page in (out / "learners").iterdir()}
    pages["changed"].write_text("a teacher's words")
    (out / "learners" / "notes.txt").write_text("a teacher's notes")

    class_in(answers, [parts.ADA, GRACE])

    left = {page.name.split("-")[0] for page in (out / "learners").iterdir()}
    assert left == {"ada", "grace", "changed", "notes.txt"}


def test_damaged_notes_remove_nothing(class_in, answers):
    out = class_in(answers)
    (out / NOTES).write_text('{"pages": ["../../x"], "key"')

    class_in(answers[:1])

    assert len(list((out / "learners").iterdir())) == 3  # the old ones, and one of a new name


def test_notes_that_cannot_be_read_are_named(tmp_path):
    (tmp_path / NOTES).mkdir()

    with pytest.raises(AsynclingsError, match=r"Cannot read .*\.gradebook\.json"):
        PageNames(tmp_path)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=5), "1 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=1, hours=2, minutes=7), "1 day 2 h"),
        (timedelta(days=12), "12 days"),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(length, words):
    assert duration(length) == words
