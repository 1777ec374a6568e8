"""Finds the pairs of answers that are suspiciously alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asynclings.batch.records import Submission
from asynclings.batch.similarity.background import background
from asynclings.batch.similarity.comparison import Traits, passages, traits
from asynclings.batch.similarity.grams import winnowed
from asynclings.batch.similarity.index import Index, Meeting
from asynclings.batch.similarity.pairs import Pair, Side
from asynclings.catalog import Catalog, Exercise
from asynclings.errors import SubmissionError

#: From here on a pair is shown. `tests/batch/test_similarity.py` shows what that does to
#: answers that are known to be independent, and to copies.
LEAST_SCORE = 0.6

#: Runs of tokens that nobody else has, or more that few have: less is chance in a short answer.
LEAST_WEIGHT = 6.0

#: Pairs of one exercise; more are a course that copies, which a list of pairs does not help.
MOST_PAIRS = 200

#: Lines of an answer that are shown.
MAX_LINES = 2_000


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is kept of an exercise while the answers go by."""

    exercise: Exercise
    usual: frozenset[int]
    index: Index
    answers: list[Submission]


def alike(answers: Iterable[Submission], kit: Catalog) -> list[Pair]:
    """Return the pairs of *answers* that are alike, exercise by exercise, the most alike first.

    Each answer is read once, in the order in which they come; those in a pair once more. What
    cannot be read is in no pair, and nobody is compared with an answer that is their own or
    their group's.
    """
    known: dict[str, _Known] = {}
    exercises = {exercise.slug: exercise for exercise in kit.exercises}
    for answer in answers:
        if answer.exercise not in known:
            exercise = exercises[answer.exercise]
            known[answer.exercise] = _Known(exercise, background(kit, exercise), Index(), [])
        of_it = known[answer.exercise]
        source = _source(answer)
        if source is not None:
            of_it.index.add(winnowed(traits(source, of_it.usual).grams))
            of_it.answers.append(answer)
    order = [exercise.slug for exercise in kit.exercises]
    found = sorted(known.values(), key=lambda one: order.index(one.exercise.slug))
    return [pair for one in found for pair in _pairs(one)]


def _pairs(known: _Known) -> Iterable[Pair]:
    meetings = (
        meeting
        for meeting in known.index.meetings(LEAST_WEIGHT)
        if meeting.score >= LEAST_SCORE
        and known.answers[meeting.first].origin != known.answers[meeting.second].origin
        and known.answers[meeting.first].learner != known.answers[meeting.second].learner
    )
    best = sorted(meetings, key=lambda one: (-one.score, -one.weight, one.first, one.second))
    for meeting in best[:MOST_PAIRS]:
        pair = _pair(known, meeting)
        if pair:
            yield pair


def _pair(known: _Known, meeting: Meeting) -> Pair | None:
    one, other = known.answers[meeting.first], known.answers[meeting.second]
    first, second = _source(one), _source(other)
    if first is None or second is None:  # gone since the first time
        return None
    left, right = traits(first, known.usual), traits(second, known.usual)
    found = passages(left, right)
    return Pair(
        known.exercise.slug,
        round(meeting.score, 2),
        _side(one, first),
        _side(other, second),
        found,
        _why(meeting, left, right, is_same=first.split() == second.split()),
    )


def _why(meeting: Meeting, left: Traits, right: Traits, *, is_same: bool) -> str:
    """Return in one sentence what was seen; what it means is for a person to say."""
    if is_same:
        return "The two files are the same, word for word."
    if [token.text for token in left.tokens] == [token.text for token in right.tokens]:
        return "They differ in nothing but names, comments, texts, numbers or layout."
    return (
        f"{meeting.score * 100:.0f} % of what is unusual in the shorter one is in the other too, "
        "apart from names, comments, texts, numbers and layout."
    )


def _side(answer: Submission, source: str) -> Side:
    shown = "\n".join(source.splitlines()[:MAX_LINES])
    return Side(answer.learner.id, answer.learner.name, answer.origin, shown)


def _source(answer: Submission) -> str | None:
    try:
        return answer.load().decode("utf-8", "replace")
    except SubmissionError:
        return None
