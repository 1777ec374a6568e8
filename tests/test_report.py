"""Reports survive their JSON, and their JSON is what the schema says."""

import json
from pathlib import Path

import jsonschema
import pytest

from asynclings.errors import AsynclingsError
from asynclings.report import (
    VERDICTS,
    Evidence,
    ExerciseResult,
    Finding,
    Report,
    RuleResult,
    report_from_json,
    rule_from_json,
    verdict_of,
)
from asynclings.timeline import Timeline

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "src/asynclings/report.schema.json").read_text(encoding="utf-8")
)
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def rule(verdict, **fields):
    law = "no task is left running" if verdict == "broke a law" else ""
    return RuleResult(id="a_rule", rule="a rule", verdict=verdict, **{"law": law, **fields})


def report(*rules, **fields):
    exercise = ExerciseResult(
        slug="two_at_once",
        chapter="tasks",
        title="foo and bar, together",
        path="exercises/02_tasks/01_two_at_once.py",
        verdict=verdict_of(rules),
        rules=rules,
        **fields,
    )
    return Report(kit="0.1.0", python="3.12.1", seed=7, exercises=(exercise,))


def everything():
    """Return a rule in which no field has its default."""
    timeline = Timeline()
    timeline.begin("call", "foo", 0.0).finish(1.0)
    timeline.begin("task", "left behind", 0.5, "answer.py:4")
    timeline.mark("progress 1", 1.0)
    return rule(
        "failed",
        promise="Both are started before either is waited for.",
        points=0.5,
        max_points=2.0,
        evidence=Evidence("run_both(foo, bar)", "2.0 s", "3.0 s", "answer.py:4", "line\nline"),
        findings=(Finding("sequential-awaits", "bar began late.", "await waits.", "Start both."),),
        also_seen=("one task was left running",),
        expected=({**timeline.spans[0].to_json(), "outcome": ""},),
        timeline=tuple(span.to_json() for span in timeline),
        virtual_seconds=3.0,
        printed="here\n",
    )


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_survives_its_json_and_fits_the_schema(verdict):
    before = report(rule(verdict), everything(), reason="not UTF-8", submission_sha256="0" * 64)

    data = json.loads(json.dumps(before.to_json()))

    CHECK.validate(data)
    assert report_from_json(data) == before


def test_the_report_needs_no_trip_through_text_to_fit_the_schema():
    CHECK.validate(report(everything()).to_json())


def test_a_report_without_exercises_fits_the_schema():
    CHECK.validate(Report(kit="0.1.0", python="3.11.7", seed=0, exercises=()).to_json())


def test_points_are_summed_over_the_rules_in_the_json_too():
    data = report(everything(), rule("passed", points=1.0)).to_json()

    assert (data["exercises"][0]["points"], data["exercises"][0]["max_points"]) == (1.5, 3.0)


SPAN = {"kind": "call", "name": "foo", "start": 0, "end": 1, "outcome": "", "where": "", "task": ""}
IMPOSSIBLE = {
    "an unknown verdict": {"verdict": "maybe"},
    "a broken law without its name": {"verdict": "broke a law", "law": ""},
    "a law that was not broken": {"verdict": "failed", "law": "the event loop is never blocked"},
    "points below zero": {"points": -1.0},
    "an unknown field": {"surprise": 1},
    "a finding without an id": {
        "findings": [{"id": "Not An Id", "because": "", "fact": "", "next_step": ""}]
    },
    "a span without a time": {"timeline": [{"kind": "call", "name": "foo"}]},
    "a span of an unknown kind": {"timeline": [SPAN | {"kind": "party"}]},
    "a span before the scenario": {"timeline": [SPAN | {"start": -1}]},
}


@pytest.mark.parametrize("broken", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_the_schema_refuses_what_no_report_may_say(broken):
    data = report(everything()).to_json()
    data["exercises"][0]["rules"][0].update(broken)

    assert not CHECK.is_valid(data)


@pytest.mark.parametrize("part", ["report", "exercise", "rule", "evidence", "finding", "span"])
def test_the_schema_describes_each_field_and_allows_no_other(part):
    described = SCHEMA if part == "report" else SCHEMA["$defs"][part]

    assert described["additionalProperties"] is False
    assert set(described["required"]) == set(described["properties"])
    undescribed = [
        n for n, p in described["properties"].items() if not (p.keys() & {"description", "$ref"})
    ]
    assert undescribed == []


def test_every_time_says_its_unit():
    span, one_rule = (SCHEMA["$defs"][part]["properties"] for part in ("span", "rule"))
    times = [span["start"], span["end"], one_rule["virtual_seconds"]]

    assert all("virtual seconds" in time["description"] for time in times)


def test_the_schema_itself_is_well_formed():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_report_of_another_version_is_refused_with_what_to_do():
    data = report(rule("passed")).to_json() | {"schema_version": 2}

    with pytest.raises(AsynclingsError, match=r"schema version 2(?s:.*)Grade again"):
        report_from_json(data)


def test_optional_fields_of_a_newer_or_an_older_kit_do_no_harm():
    newer = {"id": "a_rule", "rule": "a rule", "verdict": "passed", "mood": "good"}

    assert rule_from_json(newer) == rule("passed")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], "grader error"),  # nothing was checked, and that is not the learner's doing
        *([[verdict] * 2, verdict] for verdict in VERDICTS),
        (["passed", "failed"], "failed"),
        (["passed", "not attempted"], "failed"),
        (["passed", "broke a law"], "broke a law"),
        (["broke a law", "failed"], "failed"),
        (["failed", "not reached"], "failed"),
        (["passed", "not reached"], "not reached"),
        (["failed", "grader error"], "grader error"),
        (["not attempted", "grader error"], "grader error"),
    ],
)
def test_the_worst_rule_decides_the_verdict_on_the_exercise(verdicts, expected):
    assert verdict_of(tuple(rule(verdict) for verdict in verdicts)) == expected
