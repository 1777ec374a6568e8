"""What is graded, what is taken over, what becomes of trouble."""

from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta

import pytest

from asynclings.batch import keys
from asynclings.batch.records import Learner
from asynclings.batch.store import Store
from asynclings.errors import AsynclingsError


@pytest.fixture
def kept(folder):
    """Read what is kept of a learner."""

    def read(learner="ada", exercise="first_await"):
        return Store(folder).get(learner, exercise)

    return read


def fresh(outcomes) -> set[str]:
    """Return whose work was graded now."""
    return {one.graded.learner.id for one in outcomes if one.fresh}


def verdict(graded) -> str:
    return graded.report.exercises[0].verdict


def test_each_submission_has_a_result_that_is_kept(grade, answer, kept):
    outcomes = grade(answer("ada", b"passed"), answer("bob", b"failed"))

    assert fresh(outcomes) == {"ada", "bob"}
    assert verdict(kept("ada")) == "passed"
    assert verdict(kept("bob")) == "failed"
    assert kept("ada").report.exercises[0].path == "ada/first_await.py"


def test_unchanged_work_is_not_graded_again(grade, answer, instant):
    grade(answer("ada"), answer("bob", b"failed"))
    place = instant()

    outcomes = grade(answer("ada"), answer("bob", b"passed"), place=place)

    assert fresh(outcomes) == {"bob"}
    assert place.asked == [b"passed"]


def test_what_may_change_a_report_makes_the_work_new(grade, answer, monkeypatch):
    grade(answer())

    assert fresh(grade(answer(), seed=2)) == {"ada"}  # other numbers
    assert fresh(grade(answer(), seed=2, required="bubblewrap")) == set()
    monkeypatch.setattr(keys, "__version__", "0.2.0")
    assert fresh(grade(answer(), seed=2)) == {"ada"}  # another kit
    monkeypatch.setattr(keys, "python_version", lambda: "3.99")
    assert fresh(grade(answer(), seed=2)) == {"ada"}  # another Python


@pytest.mark.parametrize("tree", ["graders", "solutions"])
def test_another_grader_makes_another_key(tree, kit, tmp_path):
    for exercise in kit.exercises[:1]:
        grader, solution = tmp_path / "grader.py", tmp_path / "solution.py"
        grader.write_bytes(exercise.grader.read_bytes())
        solution.write_bytes(exercise.solution.read_bytes())
        copied = replace(exercise, grader=grader, solution=solution)
        before = keys.grader_key(copied)
        changed = grader if tree == "graders" else solution

        changed.write_bytes(changed.read_bytes() + b"\n# changed\n")

        assert before == keys.grader_key(exercise)
        assert before != keys.grader_key(copied)


def test_a_key_is_the_same_however_lines_end(kit, tmp_path):
    exercise = kit.exercises[0]
    grader = tmp_path / "grader.py"
    grader.write_bytes(exercise.grader.read_bytes().replace(b"\n", b"\r\n"))

    assert keys.grader_key(replace(exercise, grader=grader)) == keys.grader_key(exercise)


def test_a_result_of_a_weaker_room_is_not_taken_over(grade, answer, instant):
    grade(answer(), place=instant(isolation="landlock"))

    assert fresh(grade(answer(), required="landlock")) == set()
    assert fresh(grade(answer(), required="bubblewrap")) == {"ada"}


def test_a_regrade_moves_when_it_was_graded_and_nothing_else(grade, answer, folder, kept):
    grade(answer())
    store = Store(folder)
    old = replace(kept(), graded_at=kept().graded_at - timedelta(days=1))
    store.put(old)

    grade(answer(), resume=False)

    assert kept().graded_at > old.graded_at
    assert replace(kept(), graded_at=old.graded_at) == old


def test_unchanged_work_stays_as_early_as_it_was(grade, answer, kept):
    first = answer()
    later = replace(first, submitted_at=first.submitted_at + timedelta(days=3))
    grade(first)

    grade(later)
    grade(later, resume=False)
    assert kept().submitted_at == first.submitted_at

    grade(replace(later, source=b"failed"))
    assert kept().submitted_at == later.submitted_at


def test_a_time_that_was_not_known_is_added(grade, answer, kept):
    grade(answer(submitted_at=None))

    outcomes = grade(answer())

    assert kept().submitted_at is not None
    assert fresh(outcomes) == set()


def test_what_is_known_of_a_learner_is_renewed_without_grading(grade, answer, kept):
    grade(answer())
    named = replace(
        answer(), learner=Learner("ada", "Ada L.", "ada@x"), origin="new.zip", late=True
    )

    outcomes = grade(named)

    assert fresh(outcomes) == set()
    assert (kept().learner.name, kept().origin, kept().late) == ("Ada L.", "new.zip", True)


def test_what_the_kit_could_not_judge_is_a_row_and_tried_again(grade, answer, kept):
    outcomes = grade(
        answer("ada", b"the kit fails"), answer("bob", b"the kit has a bug"), answer("eve")
    )

    assert {one.graded.learner.id: verdict(one.graded) for one in outcomes} == {
        "ada": "grader error",
        "bob": "grader error",
        "eve": "passed",
    }
    assert kept("ada").report.exercises[0].reason == "the grader does not parse"
    assert "ZeroDivisionError: division by zero" in kept("bob").report.exercises[0].reason
    assert fresh(grade(answer("ada", b"the kit fails"), answer("eve"))) == {"ada"}


def test_a_file_that_nobody_could_read_is_a_row(grade, answer, kept, instant):
    place = instant()

    grade(answer(data=b"", problem="week1.zip is cut off."), place=place)

    [result] = kept().report.exercises
    assert (result.verdict, result.reason) == ("failed", "week1.zip is cut off.")
    assert [(one.verdict, one.points, one.max_points) for one in result.rules] == [
        ("not reached", 0.0, 1.0)
    ]
    assert result.submission_sha256 == ""


def test_a_file_that_can_be_read_again_is_new_work(grade, answer):
    broken = answer(data=b"", problem="week1.zip is cut off.")
    grade(broken)

    assert fresh(grade(broken)) == set()
    assert fresh(grade(answer(data=b""))) == {"ada"}


def test_a_report_on_something_else_is_nobodys_verdict(grade, answer, instant, kept):
    class Confused(instant):
        def submit(self, exercise, data, *, seed):
            return super().submit(replace(exercise, slug="another"), data, seed=seed)

    grade(answer(), place=Confused())

    assert verdict(kept()) == "grader error"


def test_all_answers_meet_the_same_numbers(grade, answer, instant):
    place = instant()

    grade(*[answer(f"learner {number}") for number in range(9)], place=place, seed=77)

    assert place.seeds == {77}


@pytest.mark.parametrize("window", [1, 3, 8])
def test_no_more_than_a_window_is_read_ahead(outcomes, answer, instant, window):
    read, done, most = [], 0, 0

    class Source:
        def read(self):
            read.append(1)
            return b"passed"

    for _ in outcomes((answer(f"{number}", Source()) for number in range(30)), instant(window)):
        most = max(most, len(read) - done)
        done += 1

    assert (done, most) == (30, window)


def test_what_is_under_way_is_given_up_when_nobody_waits_any_more(outcomes, answer, instant):
    class Never(instant):
        def submit(self, exercise, data, *, seed):
            if data == b"passed":
                return super().submit(exercise, data, seed=seed)
            futures.append(Future())
            return futures[-1]

    futures = []
    running = outcomes([answer("ada"), answer("bob", b"hangs"), answer("eve", b"hangs")], Never())
    next(running)

    running.close()

    assert [one.cancelled() for one in futures] == [True, True]


def test_a_place_that_is_lost_ends_the_batch_and_keeps_what_came(grade, answer, instant, kept):
    class Lost(instant):
        def _judge(self, slug, data, seed):
            if data == b"failed":
                raise AsynclingsError("The scheduler is gone.")
            return super()._judge(slug, data, seed)

    with pytest.raises(AsynclingsError, match="The scheduler is gone"):
        grade(answer("ada"), answer("bob", b"failed"), answer("eve"), place=Lost(window=1))

    assert verdict(kept("ada")) == "passed"
    assert kept("bob") is None
