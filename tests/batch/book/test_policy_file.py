"""A policy's file: what it says is read, what is wrong with it is said."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from asynclings.batch.policy import Late, Rounding, policy_sha256, read_policy
from asynclings.batch.policy.lines import line_of
from asynclings.batch.policy.moments import moment, zone_called
from asynclings.batch.policy.problems import schema
from asynclings.errors import AsynclingsError, PolicyError

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "policy.example.toml"
BERLIN = zone_called("Europe/Berlin")


def test_the_example_is_a_policy_of_this_kit(kit):
    policy = read_policy(EXAMPLE, kit)

    assert policy.late == Late("percent a day", 10, timedelta(minutes=15), 50)
    assert policy.rounding == Rounding(0.5, "nearest")
    assert policy.exercises["two_at_once"].weight == 2
    assert policy.exercises["conn_pool"].bonus
    assert next(iter(policy.exercises)) == "first_await"
    assert len(policy.exercises) == 4 + 5 + 1


def test_the_example_shows_every_key_that_there_is():
    text = EXAMPLE.read_text("utf-8")

    for name, part in {"": schema(), **schema()["$defs"]}.items():
        for key in part.get("properties", ()):
            assert re.search(rf"\b{key}\b", text), f"{name}.{key}"


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema())
    assert json.dumps(schema())


def test_without_a_file_everything_counts_and_nothing_is_due(kit):
    policy = read_policy(None, kit)

    assert list(policy.exercises) == [one.slug for one in kit.exercises]
    assert {terms.due for terms in policy.exercises.values()} == {None}
    assert policy.terms("two_at_once").max_points == 3.0


def test_an_exercise_overrides_its_chapter_and_the_chapter_everything(kit, written):
    policy = read_policy(
        written("""
[all]
points = 10
due = 2026-10-01T12:00:00Z
visibility = { show = "names", points = false }
[chapters.tasks]
due = 2026-10-02T12:00:00Z
visibility = { expected_values = false }
[exercises.two_at_once]
points = 4
[exercises.two_at_once.rules.the_answers_are_a_tuple_with_foo_first]
points = 2
visibility = { show = "all" }
"""),
        kit,
    )

    first, two = policy.terms("first_await"), policy.terms("two_at_once")
    assert (first.points, two.points) == (10, 4)
    assert (first.due.day, two.due.day) == (1, 2)
    assert (two.visibility.show, two.visibility.expected_values) == ("names", False)
    assert not two.show_points
    answers = two.rule("the_answers_are_a_tuple_with_foo_first")
    assert (answers.points, answers.visibility.show) == (2, "all")
    assert not answers.visibility.expected_values


def test_comments_do_not_change_the_hash_of_a_policy(kit, written):
    one = policy_sha256(read_policy(written("[all]\npoints = 3"), kit))
    same = policy_sha256(read_policy(written("# three\nall = { points = 3 }"), kit))
    other = policy_sha256(read_policy(written("[all]\npoints = 4"), kit))

    assert one == same != other


@pytest.mark.parametrize(
    ("text", "end_of_day", "instant"),
    [
        ("2026-10-16T23:59:00", True, datetime(2026, 10, 16, 21, 59, tzinfo=UTC)),
        ("2026-10-16 23:59", True, datetime(2026, 10, 16, 21, 59, tzinfo=UTC)),
        ("2026-10-16T23:59:00-05:00", True, datetime(2026, 10, 17, 4, 59, tzinfo=UTC)),
        ("2026-10-16", True, datetime(2026, 10, 16, 22, 0, tzinfo=UTC)),
        ("2026-10-16", False, datetime(2026, 10, 15, 22, 0, tzinfo=UTC)),
        # On this day an hour is there twice, on that one an hour is missing: the later holds.
        ("2026-10-25T02:30:00", True, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-03-29T02:30:00", True, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_date_is_meant_where_the_class_is(text, end_of_day, instant):
    assert moment(text, BERLIN, end_of_day=end_of_day) == instant


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vesion = 1", '1: vesion: there is no such key. Did you mean "version"?'),
        ("version = 2", "1: version: found 2. Allowed: 1."),
        ('[all]\npoints = "ten"', '2: all.points: found "ten". Allowed: a number.'),
        ("[all]\npoints = true", "2: all.points: found true. Allowed: a number."),
        ("[all]\npoints = nan", '2: all.points: found "nan". Allowed: a number.'),
        ("[all]\nweight = -1", "2: all.weight: found -1. Allowed: at least 0."),
        ("[all]\nbonus = 1", "2: all.bonus: found 1. Allowed: true or false."),
        ("all = 3", "1: all: found 3. Allowed: a table."),
        ("include = []", "1: include: found []. Allowed: at least 1 entries."),
        (
            "[late]\nkind = 'percent per day'",
            (
                '2: late.kind: found "percent per day". Allowed: "none", "cut-off", '
                '"percent a day". '
                'Did you mean "percent a day"?'
            ),
        ),
        ("[late]\ngrace_minutes = 5", "1: late: kind is missing."),
        ("[late]\nkind = 'percent a day'", "1: late: percent_a_day is missing;"),
        (
            "[late]\nkind = 'cut-off'\nat_most_percent = 5",
            "3: late.at_most_percent: only kind = \"percent a day\" has it, not 'cut-off'.",
        ),
        (
            'timezone = "Europe/Berln"',
            (
                '1: timezone: no time zone of this machine is called "Europe/Berln". '
                'Did you mean "Europe/Berlin"?'
            ),
        ),
        (
            "[exercises.two_at_one]\nweight = 2",
            (
                '1: exercises.two_at_one: no exercise is called "two_at_one". '
                'Did you mean "two_at_once"?'
            ),
        ),
        (
            "[exercises.two_at_once.rules]\nthe_two_take_as_long = { points = 3 }",
            (
                "2: exercises.two_at_once.rules.the_two_take_as_long: no rule of "
                "two_at_once is called "
                '"the_two_take_as_long". Did you mean "the_two_take_as_long_as_the_slower_one"?'
            ),
        ),
        (
            "\n\n[chapters.task]",
            '3: chapters.task: no chapter is called "task". Did you mean "tasks"?',
        ),
        (
            "[chapters.xyz]",
            'called "xyz". There are: coroutines, tasks,',
        ),
        (
            'include = ["task"]',
            "1: include: No exercise or chapter is called 'task'. Did you mean tasks",
        ),
        ("[all]\ndue = 12:00:00", '2: all.due: found "12:00:00". Allowed: a date like 2026-'),
        ('[all]\ndue = "2026-13-01"', '2: all.due: found "2026-13-01": there is no such date.'),
        (
            "[all]\ndue = 2026-10-16T23:59:00",
            (
                "2: all.due: 2026-10-16T23:59:00 names no time zone. Say timezone = "
                '"Europe/Berlin" at the top, or write 2026-10-16T23:59:00+01:00.'
            ),
        ),
        ("[[extensions]]\nlearner = 'a'\n", "1: extensions.0: say either due or hours."),
        (
            "[[extensions]]\nlearner = 'a'\nhours = 1\n[[extensions]]\nlearner = 'b'\nhours = 0",
            "6: extensions.1.hours: found 0. Allowed: more than 0.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(kit, written, text, message):
    file = written(text)

    with pytest.raises(PolicyError) as caught:
        read_policy(file, kit)

    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{file}")
    assert isinstance(caught.value, AsynclingsError)


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_file(kit, written):
    text = "[late]\nkind = 'never'\n[all]\n" + "".join(f"a{n} = 1\n" for n in range(20))

    with pytest.raises(PolicyError) as caught:
        read_policy(written(text), kit)

    lines = str(caught.value).split("\n")
    assert len(lines) == 13
    assert "policy.toml:2: late.kind" in lines[0]
    assert "policy.toml:4: all.a0" in lines[1]
    assert lines[-1] == "and 9 more."


def test_a_file_that_is_no_toml_says_where_it_stops_being_one(kit, written):
    with pytest.raises(PolicyError, match=r"is no TOML: .*line 2, column 7"):
        read_policy(written("version = 1\nall = = 2"), kit)


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.write_bytes(b"\xff"), str])
def test_a_file_that_cannot_be_read_is_named(kit, tmp_path, make):
    file = tmp_path / "policy.toml"
    make(file)

    with pytest.raises(PolicyError, match=r"The policy .*policy\.toml cannot be read"):
        read_policy(file, kit)


def test_a_file_of_windows_is_read(kit, tmp_path):
    file = tmp_path / "policy.toml"
    file.write_bytes(b"\xef\xbb\xbf[all]\r\npoints = 7\r\n")

    assert read_policy(file, kit).terms("two_at_once").points == 7


def test_a_key_is_found_however_it_is_written():
    text = "a.b = 1\n[c.'d e']\n\"f.g\" = 2\n[[h]]\n[[h]]\ni = [\n  1,\n]\n"

    places = [("a", "b"), ("c", "d e", "f.g"), ("h", 1, "i", 0), ("h", 0, "none"), ("none",)]
    assert [line_of(text, place) for place in places] == [1, 3, 6, 4, None]
