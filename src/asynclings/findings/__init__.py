"""Causes that the evidence proves, each with its misconception."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING

from asynclings.findings import errors, leaks, overlap, results
from asynclings.report import Finding
from asynclings.seen import Seen

if TYPE_CHECKING:
    from asynclings.probes import Proof

#: Each takes what was seen and returns the misconceptions that fit with what proves them,
#: or None. The first that fits is the headline: it explains the ones behind it.
DETECTORS = (
    errors.from_an_error,
    results.from_the_answer,
    leaks.never_awaited,
    leaks.blocked,
    leaks.livelock,
    overlap.one_after_another,
    leaks.left_running,
    leaks.never_retrieved,
    leaks.unclosed,
)


def explain(
    seen: Seen, proofs: Sequence[Proof] = ()
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the proven cause of a failure, with further observations.

    Args:
        seen: What the scenario showed.
        proofs: What the exercise's own grader can prove; asked first, because it knows
            more than the general detectors.

    Returns:
        One finding; several where the evidence cannot tell them apart; none where nothing
        is proven. Then the broken laws, one line each, that the finding does not name.
    """
    findings = _by_the_grader(seen, proofs) or _in_general(seen)
    because = " ".join(finding.because for finding in findings)
    return findings, tuple(
        f"{one.law}: {one.seen}" for one in seen.broken if one.seen not in because
    )


def _by_the_grader(seen: Seen, proofs: Sequence[Proof]) -> tuple[Finding, ...]:
    for proof in proofs:
        if because := proof.because(seen):
            return (finding(proof.id, because, proof.next_step),)
    return ()


def _in_general(seen: Seen) -> tuple[Finding, ...]:
    for detect in DETECTORS:
        if found := detect(seen):
            ids, because = found
            return tuple(finding(one, because) for one in ids)
    return ()


def finding(misconception: str, because: str, next_step: str = "") -> Finding:
    """Return the finding for *misconception*, with the catalogue's texts.

    Raises:
        KeyError: The catalogue has no such misconception.
    """
    entry = catalogue()[misconception]
    return Finding(misconception, because, entry["fact"], next_step or entry["next_step"])


@functools.cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return the misconceptions by id: belief, fact, next_step, with the group they are in."""
    entries: dict[str, dict[str, str]] = {}
    folder = resources.files(__package__) / "misconceptions"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        group = file.name.removesuffix(".json")
        for misconception, texts in json.loads(file.read_text("utf-8")).items():
            entries[misconception] = {**texts, "group": group}
    return entries
