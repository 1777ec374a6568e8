"""The record that a grader asserts on."""

import pytest

from asynclings.timeline import Timeline, expected_intervals, most_at_once


def timeline_of(*calls):
    timeline = Timeline()
    for name, start, end in calls:
        timeline.begin("call", name, start).finish(end)
    return timeline


def test_a_timeline_equals_the_intervals_of_its_calls():
    timeline = timeline_of(("foo", 0, 1), ("bar", 0, 2))

    assert timeline == {"foo": (0, 1), "bar": (0, 2)}


@pytest.mark.parametrize(
    "expected",
    [
        {"foo": (0, 1)},  # a call too many happened
        {"foo": (0, 1), "bar": (0, 2), "baz": (0, 1)},  # a call is missing
        {"foo": (0, 1), "bar": (1, 2)},  # another start
        {"foo": (0, 1), "bar": (0, 3)},  # another end
        {"foo": (0, 1), "bar": [(0, 2), (0, 2)]},  # once only
        {"foo": (0, 1), "bar": (0, None)},  # it ended
    ],
)
def test_a_timeline_differs_when_any_call_differs(expected):
    assert timeline_of(("foo", 0, 1), ("bar", 0, 2)) != expected


def test_calls_of_one_name_are_compared_in_the_order_of_their_start():
    timeline = timeline_of(("get", 1, 2), ("get", 0, 1))

    assert timeline == {"get": [(0, 1), (1, 2)]}


def test_instants_are_equal_within_a_microsecond():
    assert timeline_of(("foo", 0.1 + 0.2, 1)) == {"foo": (0.3, 1)}


def test_a_mark_is_written_as_one_number():
    timeline = Timeline()
    timeline.mark("report a", 1.5)

    assert timeline == {"report a": 1.5}


def test_tasks_and_blocks_do_not_count_as_calls():
    timeline = timeline_of(("foo", 0, 1))
    timeline.begin("task", "Task-1", 0).finish(1)
    timeline.begin("block", "time.sleep", 0).finish(1)

    assert timeline == {"foo": (0, 1)}


def test_the_peak_counts_calls_that_overlap():
    timeline = timeline_of(("a", 0, 3), ("b", 1, 2), ("b", 2, 3), ("other", 0, 3))

    assert (timeline.peak(), timeline.peak("b")) == (3, 1)


def test_a_call_that_never_ended_overlaps_with_all_later_ones():
    assert most_at_once([(0, None), (5, 6)]) == 2


def test_expected_intervals_are_sorted_by_start():
    assert expected_intervals({"a": [(2, 3), (0, 1)]}) == {"a": [(0, 1), (2, 3)]}


def test_a_span_is_written_with_its_place():
    timeline = Timeline()
    timeline.begin("block", "time.sleep", 0, "answer.py:7").finish(1.0000001)

    assert timeline.spans[0].to_json() == {
        "kind": "block",
        "name": "time.sleep",
        "start": 0,
        "end": 1.0,
        "outcome": "returned",
        "where": "answer.py:7",
        "task": "",
    }
