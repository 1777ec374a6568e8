"""From what a scenario showed to the verdict on its rule."""

from __future__ import annotations

import asyncio
import re
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asynclings.arithmetic import both_in_words
from asynclings.errors import AsynclingsError, ClockError, GraderError, SubmissionError
from asynclings.printable import without_addresses
from asynclings.probes import Proof
from asynclings.report import Evidence, RuleResult, Verdict
from asynclings.scenario import Scenario
from asynclings.seen import Broken
from asynclings.submission import is_outcome, said, where_in
from asynclings.timeline import Timeline, expected_intervals

#: Longer values are cut: a failure text is read on one screen.
VALUE_LENGTH = 200

#: pytest-timeout's words, which a learner need not know.
_TIMEOUT = re.compile(r"Timeout \(>([\d.]+?)(?:\.0)?s\) from pytest-timeout\.")

#: How `pytest.raises` complains, and how `pytest.RaisesGroup` does.
_NOT_RAISED = re.compile(
    r"DID NOT RAISE (?:any exception, expected `)?(?:any of )?(?:<class ')?(.+?)(?:'>|`)?$"
)


class LawBrokenError(AssertionError):
    """The rule held, but the answer broke a law."""

    def __init__(self, broken: Sequence[Broken]) -> None:
        super().__init__(f"{broken[0].law}: {broken[0].seen}")
        self.broken = broken


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of a rule before it runs.

    Attributes:
        id: The grader test's name without ``test_``.
        promise: The sentence of the stub that it checks.
        points: What it is worth.
        proofs: The findings that the grader can prove itself.
    """

    id: str
    promise: str
    points: float
    proofs: tuple[Proof, ...] = ()

    def result(self, verdict: Verdict, **details: Any) -> RuleResult:
        """Return the result for *verdict*; *details* are further fields of it."""
        return RuleResult(
            id=self.id,
            rule=self.id.replace("_", " "),
            verdict=verdict,
            promise=self.promise,
            points=self.points if verdict == "passed" else 0.0,
            max_points=self.points,
            **details,
        )


def judge(rule: Rule, scenario: Scenario, error: BaseException | None) -> RuleResult:
    """Return the verdict on *rule*, given the *error* that ended its test.

    Raises:
        SubmissionError: The answer cannot be graded at all; said once for the exercise.
    """
    if error is None:
        return rule.result("passed", **_happened(scenario))
    for leaf in _leaves(error):
        if isinstance(leaf, SubmissionError):
            raise leaf
    if isinstance(error, asyncio.CancelledError) and (broken := scenario.broken()):
        error = LawBrokenError(broken)  # nobody but the answer itself cancelled it
    path = scenario.path
    if any(isinstance(x, NotImplementedError) and where_in(path, x) for x in _leaves(error)):
        return rule.result("not attempted")
    verdict = _verdict(scenario, error)
    if verdict == "grader error":
        detail = f"{type(error).__name__}: {said(error)}"
        return rule.result(verdict, evidence=Evidence(scenario.call, detail=detail))
    from asynclings.findings import explain  # a right answer needs no explanation

    try:
        findings, also_seen = explain(scenario.seen(error), rule.proofs)
    except GraderError as failure:
        return rule.result("grader error", evidence=Evidence(scenario.call, detail=str(failure)))
    return rule.result(
        verdict,
        evidence=_evidence(scenario, error),
        law=error.broken[0].law if isinstance(error, LawBrokenError) else "",
        findings=findings,
        also_seen=tuple(line for line in also_seen if line != said(error)),
        **_happened(scenario),
    )


def _verdict(scenario: Scenario, error: BaseException) -> Verdict:
    if isinstance(error, LawBrokenError):
        return "broke a law"
    if isinstance(error, ClockError) or is_outcome(error):
        return "failed"
    left_the_answer = error is scenario.error or bool(where_in(scenario.path, error))
    if isinstance(error, AssertionError) or left_the_answer:
        return "failed"
    # The answer gave back something with which the grader's own line cannot work.
    unusable = isinstance(error, TypeError | AttributeError | LookupError) and scenario.returned
    return "failed" if unusable and _raised_in_a_grader(error) else "grader error"


def _raised_in_a_grader(error: BaseException) -> bool:
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and Path(frames[-1].filename).parent.parent.name == "graders"


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error


def _happened(scenario: Scenario) -> dict[str, Any]:
    expected: tuple[dict[str, Any], ...] = ()
    if isinstance(scenario.happened, Timeline):
        expected = tuple(
            {
                "kind": "mark" if start == end else "call",
                "name": name,
                "start": start,
                "end": end,
                "outcome": "",
                "where": "",
                "task": "",
            }
            for name, row in expected_intervals(scenario.expected).items()
            for start, end in row
        )
    return {
        "expected": expected,
        "timeline": tuple(scenario.watch.told(scenario.timeline)),
        "virtual_seconds": round(scenario.clock.now, 6),
    }


def _evidence(scenario: Scenario, error: BaseException) -> Evidence:
    where = where_in(scenario.path, error)
    if isinstance(error, LawBrokenError):
        first = error.broken[0]
        return Evidence(scenario.call, first.law, first.seen, first.where)
    if isinstance(error, ClockError):
        said_first, _, rest = str(error).partition("\n")
        return Evidence(scenario.call, happened=said_first, where=where, detail=rest)
    if is_outcome(error):
        return _of_an_outcome(scenario, said(error), where)
    if error is scenario.error or not isinstance(error, AssertionError):
        return Evidence(scenario.call, happened=_raised(error), where=where)
    message = said(error)
    detail = "" if message.startswith("assert ") else message
    if scenario.happened is None and scenario.expected is None:
        return Evidence(scenario.call, detail=detail or message)
    expected, happened = _shown(scenario.expected), _shown(scenario.happened)
    if isinstance(scenario.happened, Timeline):
        rows = expected_intervals(scenario.expected), scenario.happened.intervals()
        expected, happened = both_in_words(*rows)
    return Evidence(scenario.call, expected, happened, "", detail)


def _of_an_outcome(scenario: Scenario, text: str, where: str) -> Evidence:
    if missing := _NOT_RAISED.match(text):
        instead = f"gave back {_shown(scenario.answer)}" if scenario.returned else "no error"
        return Evidence(scenario.call, f"raises {missing[1]}", instead)
    text = _TIMEOUT.sub(r"did not return within \1 s of real time", text)
    return Evidence(scenario.call, happened=text, where=where)


def _raised(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return "the answer ended the program (SystemExit)"
    text = said(error)
    if isinstance(error, AsynclingsError):
        return text
    return f"raised {type(error).__name__}" + (f": {text}" if text else "")


def _shown(value: object) -> str:
    try:
        text = without_addresses(repr(value))
    except Exception as error:  # noqa: BLE001 - an answer's __repr__ may do anything
        text = f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    return text if len(text) <= VALUE_LENGTH else text[: VALUE_LENGTH - 1] + "…"
