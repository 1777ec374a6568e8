"""A figure with the bound that it should keep."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

#: Runs of each side of a comparison.
RUNS = 11

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Measure:
    """What was measured.

    Attributes:
        name: What it is.
        value: The figure.
        unit: ``x`` for a ratio.
        most: It should not be more; None where there is no such bound.
        least: It should not be less; None where there is no such bound.
        detail: The figures that it was made of.
    """

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    detail: str = ""

    def holds(self) -> bool:
        """Tell whether the figure keeps its bounds."""
        return (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )

    def shown(self) -> str:
        """Return the figure with what it was made of."""
        return f"{self.value:.3g} {self.unit}" + (f"  ({self.detail})" if self.detail else "")

    def bound(self) -> str:
        """Return the bounds in words."""
        bounds = [f"at most {self.most:g}"] if self.most is not None else []
        bounds += [f"at least {self.least:g}"] if self.least is not None else []
        return ", ".join(bounds)

    def to_json(self) -> dict[str, object]:
        """Return the measure as JSON."""
        return {**asdict(self), "holds": self.holds()}


def side_by_side(runs: int, *sides: Callable[[], None]) -> list[float]:
    """Return the median wall seconds of each of *sides*, run in turn *runs* times."""
    seconds: list[list[float]] = [[] for _ in sides]
    for _ in range(runs + 1):
        for side, times in zip(sides, seconds, strict=True):
            begun = time.perf_counter()
            side()
            times.append(time.perf_counter() - begun)
    return [statistics.median(times[1:]) for times in seconds]  # the first run warms the disk


def python(*arguments: str, cwd: Path = ROOT, most: int = 1) -> Callable[[], None]:
    """Return a call that runs this Python with *arguments*; its exit code is *most* or less."""

    def run() -> None:
        done = subprocess.run(
            [sys.executable, "-P", *arguments],
            cwd=cwd,
            capture_output=True,
            check=False,
            env=with_bytecode(),
        )
        if done.returncode > most:
            raise SystemExit(f"{arguments}: {done.stdout.decode()}{done.stderr.decode()}")

    return run


def with_bytecode() -> dict[str, str]:
    """Return an environment in which modules are compiled once, as on a learner's machine.

    Where byte code is not written, installed packages still have theirs and the kit has
    none: the ratio would measure the compiler.
    """
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": path.rstrip(os.pathsep)}


def medians(seconds: Sequence[float]) -> str:
    """Return *seconds* as a remark."""
    return " against ".join(f"{one:.3f} s" for one in seconds)
