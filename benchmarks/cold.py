"""From a command to a verdict, in a fresh process each time."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import RUNS, Measure, medians, python, side_by_side

EMPTY = "async def test_nothing():\n    pass\n"
SETTINGS = (
    "[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\ntimeout = 10\n"
    "addopts = -p no:hypothesispytest\n"
)
PLAIN = "graders/01_coroutines/test_01_first_await.py"
HTTP = "graders/03_http_client/test_01_fetch_json.py"


def cold_measures(runs: int = RUNS) -> Iterator[Measure]:
    """Compare one exercise with an empty test under the same plugins, cold."""
    with empty_test("") as bare, empty_test("import aiohttp.web\n") as bare_http:
        for name, grader, floor in (("no HTTP", PLAIN, bare), ("HTTP", HTTP, bare_http)):
            ours = python("-m", "pytest", grader, "--answers", "solutions", "-q")
            kit, empty = side_by_side(runs, ours, floor)
            title = f"one exercise, {name}: pytest graders/... to an empty test"
            yield Measure(title, kit / empty, "x", most=1.25, detail=medians([kit, empty]))
    everything = python("-m", "pytest", "graders", "--answers", "solutions", "-q")
    session = python("-m", "nox", "-s", "solutions")
    nox, bare_run = side_by_side(max(runs // 2, 3), session, everything)
    title = "all exercises: a nox session to bare pytest"
    yield Measure(title, nox / bare_run, "x", most=1.25, detail=medians([nox, bare_run]))


@contextmanager
def empty_test(imports: str) -> Iterator:
    """Give a call that runs pytest with our plugins, but not ours, on an empty async test."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "pytest.ini").write_text(SETTINGS)
        (place / "test_nothing.py").write_text(imports + EMPTY)
        yield python("-m", "pytest", "-q", "test_nothing.py", cwd=place, most=0)
