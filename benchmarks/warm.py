"""All reference solutions in one process that has imported everything."""

import os
import time
from collections.abc import Iterator

from measure import ROOT, Measure

from asynclings import catalog, grading

#: The chapters of the article, for which the bound was set; the kit has grown since.
ARTICLE = ("coroutines", "tasks", "http_client")


def warm_measures() -> Iterator[Measure]:
    """Measure the CPU time of many solutions, and virtual against real time."""
    kit = catalog.load(ROOT)
    grading.warm_up(kit.find("fetch_json")[0])
    for title, chosen, most in (
        ("the article's three chapters", kit.choose(ARTICLE), 2.0),
        ("all solutions", kit.exercises, None),
    ):
        cpu, begun = cpu_seconds(), time.perf_counter()
        report = grading.grade(chosen, root=ROOT, answers=ROOT / "solutions", seed=1)
        wall, cpu = time.perf_counter() - begun, cpu_seconds() - cpu
        virtual = sum(rule.virtual_seconds for one in report.exercises for rule in one.rules)
        rules = sum(len(one.rules) for one in report.exercises)
        detail = f"{rules} rules of {len(report.exercises)} exercises"
        yield Measure(f"{title}: CPU after imports", cpu, "s", most=most, detail=detail)
        detail = f"{virtual:.0f} virtual s in {wall:.2f} wall s"
        name = f"{title}: virtual to real time"
        yield Measure(name, virtual / wall, "x", least=100, detail=detail)


def cpu_seconds() -> float:
    """Return the CPU seconds of this process with its children so far."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
