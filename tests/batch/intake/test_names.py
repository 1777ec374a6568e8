"""Which exercise a file's name stands for."""

import pytest

from asynclings.batch.intake.names import Names


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("01_set_sail.py", 0),
        ("set_sail.py", 0),
        ("Set-Sail.PY", 0),
        ("set sail.py", 0),
        ("09_set_sail.py", 0),  # the number has changed since; the slug never does
        ("2.1_set_sail.py", 0),
        ("02_01_set_sail.py", 0),
        ("exercises_02_boats_01_set_sail.py", 0),
        ("01_set_sail (1).py", 1),
        ("01_set_sail(3).py", 3),
        ("set_sail-2.py", 2),
        ("set_sail-1-2.py", 2),
        ("set_sail - Copy.py", 1),
        ("set_sail - Kopie (4).py", 4),
        ("set_sail v3.py", 3),
        ("01_set_sail.py.txt", 0),
    ],
)
def test_a_name_stands_for_the_exercise_however_it_is_written(boats, name, copy):
    exercise, which, why = Names(boats).match(name)

    assert (exercise and exercise.slug, which, why) == ("set_sail", copy, "")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("set_sial.py", "No exercise is called like this file. If it answers set_sail, call it"),
        ("notes.py", "No exercise is called like this file."),
        ("test_01_set_sail.py", "It is called like a grader, not like an answer."),
        ("my_set_sail.py", "No exercise is called like this file."),
        ("(1).py", "No exercise is called like this file."),
        (".py", "No exercise is called like this file."),
    ],
)
def test_another_name_stands_for_none_and_the_reason_is_told(boats, name, why):
    exercise, _, told = Names(boats).match(name)

    assert exercise is None
    assert told.startswith(why)


def test_a_number_at_the_end_of_a_slug_is_not_taken_for_a_copy(boats):
    names = Names(boats)
    names._exercises["race_2"] = names._exercises["set_sail"]

    assert names.match("race_2.py")[1] == 0
    assert names.match("race_2-3.py")[1] == 3


def test_a_hostile_name_is_refused_quickly(boats):
    longest = "01_" * 40 + " (1)" * 32

    assert Names(boats).match(longest + ".py")[0] is None
    assert Names(boats).match(" " * 250 + "x.py")[0] is None
