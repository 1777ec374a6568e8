"""Durations in words."""

import pytest

from asynclings.arithmetic import both_in_words, in_words


@pytest.mark.parametrize(
    ("intervals", "words"),
    [
        ({"a": [(0, 1)], "b": [(1, 3)]}, "3 s = 1 + 2"),
        ({"a": [(0, 1)], "b": [(0, 2)]}, "2 s = max(1, 2)"),
        ({"a": [(0, 1)], "b": [(2, 3)]}, "3 s"),  # a gap: no sum of the calls
        ({"a": [(0, 1)], "b": [(0.5, 2)]}, "2 s"),  # neither one after the other nor together
        ({"a": [(0, 0.5)]}, "0.5 s"),
        ({"a": [(0, 1)], "report": [(1, 1)]}, "1 s"),  # a mark takes no time
        ({"a": [(0, None)]}, "a never finished"),
        ({}, "nothing was called"),
    ],
)
def test_a_total_is_explained_only_where_the_arithmetic_is_plain(intervals, words):
    assert in_words(intervals) == words


def test_many_terms_are_cut():
    words = in_words({str(n): [(n, n + 1)] for n in range(50)})

    assert words == "50 s = 1 + 1 + 1 + 1 + 1 + 1 + … (50 in all)"


@pytest.mark.parametrize(
    ("expected", "happened", "words"),
    [
        ({"a": [(0, 1)]}, {"a": [(0, 2)]}, ("1 s", "2 s")),
        (
            {"a": [(2, 2.5)]},
            {"a": [(0, 0.5)], "b": [(1, 2.5)]},
            ("a at 2 to 2.5 s", "a at 0 to 0.5 s"),
        ),
        ({"a": [(0, 1)], "b": [(1, 1)]}, {"a": [(0, 1)]}, ("b at 1 s", "b never")),
        ({"a": [(0, 1)]}, {"a": [(0, 1)]}, ("1 s", "1 s")),
    ],
)
def test_equal_totals_are_told_apart_by_a_lane(expected, happened, words):
    assert both_in_words(expected, happened) == words
