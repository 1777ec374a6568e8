"""A timeline reads on any terminal, and nothing in it is lost."""

import pytest

from asynclings.drawing import draw, picture
from asynclings.drawing.axis import Axis, round_step, seconds
from asynclings.printable import cells

#: Ends what was cancelled; written by its name because it looks like a letter.
CROSS = "\N{BOX DRAWINGS LIGHT DIAGONAL CROSS}"


def span(name, start, end, kind="call", *, outcome="returned", where="", task=""):
    ended = "" if end is None or kind == "mark" else outcome
    return {
        "kind": kind,
        "name": name,
        "start": start,
        "end": end,
        "outcome": ended,
        "where": where,
        "task": task,
    }


FOO_AND_BAR = [span("foo", 0.0, 1.0), span("bar", 0.0, 2.0)]


def drawn(expected, happened, width=60, **options):
    return "\n" + "\n".join(draw(expected, happened, width, **options)) + "\n"


def happened(*spans, width=60, **options):
    """Return the rows under the word ``happened``, without their indentation."""
    lines = draw([], list(spans), width, **options)
    return [line.strip() for line in lines[lines.index("happened") + 1 :]]


def test_expected_stands_above_happened_on_one_axis():
    one_by_one = [span("foo", 0.0, 1.0), span("bar", 1.0, 3.0)]

    assert (
        drawn(FOO_AND_BAR, one_by_one)
        == """
       0────────────1────────────2────────────3 s
expected
  foo  ├────────────┤                            0.0 - 1.0
  bar  ├─────────────────────────┤               0.0 - 2.0
happened
  foo  ┣━━━━━━━━━━━━┫                            0.0 - 1.0
  bar               ┣━━━━━━━━━━━━━━━━━━━━━━━━━┫  1.0 - 3.0
"""
    )


def test_ascii_says_the_same():
    one_by_one = [span("foo", 0.0, 1.0), span("bar", 1.0, 3.0)]

    assert (
        drawn(FOO_AND_BAR, one_by_one, ascii=True)
        == """
       0------------1------------2------------3 s
expected
  foo  |------------|                            0.0 - 1.0
  bar  |-------------------------|               0.0 - 2.0
happened
  foo  |============|                            0.0 - 1.0
  bar               |=========================|  1.0 - 3.0
"""
    )


def test_a_blocked_event_loop_is_unmistakable():
    block = span("time.sleep", 0.0, 1.0, "block", where="/home/me/kit/answer.py:12")

    assert happened(span("foo", 1.0, 2.0), block, width=50)[1:] == [
        "event loop  █████████████              0.0 - 1.0",
        "█ blocked the event loop: time.sleep at",
        "answer.py:12",
    ]


def test_a_place_that_blocks_again_and_again_is_named_once():
    blocks = [span("open", n / 10, n / 10, "block", where="answer.py:3") for n in range(9)]

    assert happened(*blocks)[-1] == "█ blocked the event loop: open at answer.py:3 (9 times)"


def test_more_than_three_places_that_block_are_counted():
    blocks = [span("open", 0.0, 0.0, "block", where=f"answer.py:{n}") for n in range(5)]

    assert happened(*blocks)[-1] == "… 2 more places"


@pytest.mark.parametrize(
    ("bar", "row"),
    [
        (
            span("a", 0.0, 1.0, outcome="cancelled"),
            f"a  ┣━━━━━━━━━━━━━━{CROSS}  0.0 - 1.0 cancelled",
        ),
        (span("a", 0.0, 1.0, outcome="raised E"), "a  ┣━━━━━━━━━━━━━━!  0.0 - 1.0 raised E"),
        (span("a", 0.0, None), "a  ┣━━━━━━━━━━━━━━►  0.0 - still running"),
        (span("a", 0.0, 1.0, "thread"), "a  ╠══════════════╣  0.0 - 1.0"),
        (span("a", 0.0, 1.0, "task"), "a  ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤  0.0 - 1.0"),
        (span("a", 0.0, 0.0), "a  ┃                 0.0"),
    ],
    ids=["cancelled", "raised", "open", "thread", "task", "without duration"],
)
def test_how_a_bar_ended_and_what_it_was_shows_without_colours(bar, row):
    # Words of that length leave sixteen columns for the bars.
    other = span("b", 0.0, 1.0, bar["kind"], outcome="raised LongEnoughError")

    assert happened(bar, other, width=55)[0] == row


def test_signs_are_explained_below_where_words_have_no_room():
    rows = happened(
        span("a", 0.0, 1.0, outcome="cancelled"),
        span("b", 0.0, 1.0, outcome="raised ValueError"),
        span("c", 0.0, None),
        width=40,
    )

    assert rows[3:] == [f"{CROSS} cancelled", "! raised", "► still running"]


def test_marks_are_diamonds_at_their_instants():
    marks = [span("done", n, n, "mark") for n in (0.0, 1.0, 2.0)]

    assert happened(*marks, width=44) == ["done  ◆         ◆         ◆  0.0, 1.0, 2.0"]


def test_calls_of_one_name_share_a_lane_while_they_do_not_overlap():
    pages = [span("page", 0.0, 1.0), span("page", 1.0, 2.0), span("page", 1.5, 3.0)]

    assert happened(*pages, width=50) == [
        "page  ┣━━━━━━━╋━━━━━━━┫          0.0 - 2.0 (2x)",
        "page              ┣━━━━━━━━━━━┫  1.5 - 3.0",
    ]


def test_equal_calls_are_one_lane_that_says_how_many_were_at_once():
    five_by_five = [span("GET /", n // 5, n // 5 + 1) for n in range(20)]

    assert happened(*five_by_five[:5], width=80)[0].endswith("0.0 - 1.0 (5 at once)")
    assert happened(*five_by_five, width=80)[0].endswith("0.0 - 4.0 (20x, 5 at once)")
    assert happened(*five_by_five, width=40)[0].endswith("0.0 - 4.0 (20x)")


def test_what_was_expected_and_never_came_keeps_its_lane():
    assert drawn(FOO_AND_BAR, [span("foo", 0.0, 1.0)]).splitlines()[-1].split() == ["bar", "never"]


def test_nothing_at_all_is_said_in_a_word():
    assert happened() == ["nothing"]


def test_lanes_beyond_the_limit_are_counted_and_those_that_differ_come_first():
    expected = [span(f"quote {n}", 0.0, 1.0) for n in range(50)]
    wrong = [span(f"quote {n}", 0.0, 2.0 if n == 37 else 1.0) for n in range(50)]

    text = drawn(expected, wrong)

    assert text.count("… 38 more like these") == 2
    assert "quote 37" in text


@pytest.mark.parametrize(
    ("spans", "names"),
    [
        ([span("foo", 0, 1), span("Task-2", 0, 1, "task"), span("sleep", 0, 1, "sleep")], ["foo"]),
        ([span("Task-2", 0, 1, "task"), span("sleep", 0, 1, "sleep")], ["Task-2", "sleep"]),
        ([span("foo", 0, 1), span("Task-2", 0, None, "task")], ["foo", "Task-2"]),
        ([span("foo", 0, 1), span("T", 0, 1, "task", outcome="cancelled")], ["foo", "T"]),
        ([span("foo", 0, None), span("Task-2", 0, None, "task")], ["foo"]),
        ([span("job", 0, 1, "thread"), span("foo", 0, 1)], ["job", "foo"]),
    ],
    ids=[
        "calls alone",
        "no calls",
        "a task left running",
        "a task cancelled",
        "a call already tells it",
        "threads are shown",
    ],
)
def test_tasks_and_sleeps_are_drawn_only_where_calls_say_too_little(spans, names):
    assert [lane.name for lane in picture([], spans).happened] == names


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_no_line_is_wider_than_the_terminal(width, ascii_only):
    rows = [
        span(
            "a name that is longer than any terminal " * 3, 0.0, 1.0, outcome="raised " + "E" * 30
        ),
        span("株価" * 20, 0.0, None),
        span("foo", 0.123456, 99.654321, outcome="cancelled"),
        span("time.sleep", 1.0, 2.0, "block", where="/" + "long_folder/" * 9 + "f" * 50 + ".py:12"),
    ]

    lines = draw(FOO_AND_BAR, rows, width, ascii=ascii_only)

    assert [line for line in lines if cells(line) > width] == []
    assert not ascii_only or all(line.isascii() for line in lines)


def test_text_of_the_answer_in_a_name_does_no_harm():
    rows = happened(span("quote \x1b[31m[red]", 0.0, 1.0), width=80)

    assert rows[0].startswith(r"quote \x1b[31m[red]")


def test_a_thousand_overlapping_calls_of_one_name_are_drawn():
    many = [span("quote", n / 1000, 10.0 + n) for n in range(1000)]

    assert happened(*many)[-1] == "… 988 more like these"


@pytest.mark.parametrize("horizon", [1e-6, 0.037, 0.1, 1.0, 3.0, 9.1, 59.0, 600.0, 1e6])
@pytest.mark.parametrize("width", [6, 16, 38, 60])
def test_an_axis_names_its_beginning_and_another_instant_in_equal_steps(horizon, width):
    axis = Axis(horizon, width)

    numbers = axis.ruler("-").replace("-", " ").split()[:-1]

    assert len(numbers) >= 2 or width == 6
    assert float(numbers[0]) == 0
    assert axis.column(horizon) <= axis.width - 1 < width


@pytest.mark.parametrize(
    ("horizon", "most", "step"),
    [
        (3.0, 5, 1.0),
        (9.1, 5, 2.0),
        (0.037, 4, 0.01),
        (600.0, 5, 200.0),
        (4.1, 2, 2.0),
        (0.0, 3, 1.0),
    ],
)
def test_steps_are_round(horizon, most, step):
    assert round_step(horizon, most) == pytest.approx(step)


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0.0"), (1.5, "1.5"), (0.123456, "0.123456"), (1800.0, "1800.0")]
)
def test_seconds_have_the_decimals_they_need_and_at_least_one(value, text):
    assert seconds(value) == text


def test_who_waits_for_a_slot_is_seen_before_the_call_it_led_to():
    rows = happened(
        span("bake a", 0.0, 1.0, task="Task-2"),
        span("Semaphore.acquire", 0.0, 1.0, "wait", task="Task-3"),
        span("bake b", 1.0, 2.0, task="Task-3"),
        width=50,
    )

    assert rows == [
        "bake a  ┣━━━━━━━━━━━━━┫                0.0 - 1.0",
        "bake b  ··············┣━━━━━━━━━━━━━┫  1.0 - 2.0",
        "···· waits for its turn",
    ]


def test_a_wait_that_never_ended_stands_for_its_task():
    rows = happened(
        span("Task-2", 0.0, None, "task"),
        span("read", 0.0, 1.0, task="Task-1"),
        span("Lock.acquire", 0.5, None, "wait", task="Task-2"),
        ascii=True,
    )

    assert [row.split()[0] for row in rows] == ["read", "Lock.acquire", "...."]
    assert "still running" in rows[1]


def test_a_wait_that_took_no_time_or_belongs_to_another_task_is_not_drawn():
    rows = happened(
        span("Queue.get", 0.0, 0.0, "wait", task="Task-2"),
        span("Queue.get", 0.0, 0.5, "wait", task="Task-3"),
        span("store", 0.5, 1.0, task="Task-2"),
    )

    assert [row.split()[0] for row in rows] == ["store"]
