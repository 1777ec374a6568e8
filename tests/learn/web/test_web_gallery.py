"""`page` writes one file that shows every exercise, with nobody to talk to."""

import json
import re

import pytest

from asynclings import catalog
from asynclings.learn.web.gallery import gallery
from asynclings.learn.web.page import written_page
from asynclings.report import Evidence, ExerciseResult, Report, RuleResult

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]

HINTS = "# Hints\n\n## Hint 1\n\nFirst.\n\n## Hint 2\n\n<script>broken = 1</script>\n"
SPAN = {
    "kind": "call",
    "name": "ask",
    "start": 0.0,
    "end": 1.0,
    "outcome": "returned",
    "task": "Task-1",
}


@pytest.fixture
def written(small_kit):
    """The page of a kit in which `double` is wrong and `again` is right; its file."""
    small_kit.write("exercises/01_first/01_double.hints.md", HINTS)
    kit = catalog.load(small_kit.root)
    results = []
    for exercise, verdict in zip(kit.exercises, ("failed", "passed"), strict=True):
        place = f"{exercise.stub}:5"
        rule = RuleResult(
            "once",
            "the service is asked once",
            verdict,
            evidence=Evidence(where=place),
            timeline=(SPAN | {"where": place}, SPAN | {"where": "/elsewhere/of/me/other.py:1"}),
        )
        results.append(
            ExerciseResult(
                exercise.slug, "first", exercise.title, str(exercise.stub), verdict, (rule,)
            )
        )
    report = Report(kit="0", python="3.11", seed=1, exercises=tuple(results))
    views, chapters = gallery(kit.exercises, report, kit.root)
    file = small_kit.root / "mine.html"
    file.write_text(written_page(views, chapters, written="today"), "utf-8")
    return file


def data_of(file):
    """Return what a written page holds."""
    text = file.read_text("utf-8").partition('id="data">')[2]
    return json.loads(text.partition("</script>")[0])


def test_the_page_opens_from_a_file_and_exercises_can_be_switched(written, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(written.as_uri())
    page.locator("#verdict .badge.failed").wait_for()
    first = page.locator("#head h1").inner_text()
    page.get_by_role("button", name="Next →").click()
    page.locator("#verdict .badge.passed").wait_for()

    assert first == "1.1 Double what a service says"
    assert page.url.endswith("#again")
    assert page.locator("#standing").inner_text() == "1 of 2 done"
    assert page.get_by_role("button", name="Next →").is_disabled()
    assert asked == [written.as_uri()]
    page.go_back()
    page.locator("#verdict .badge.failed").wait_for()


def test_hints_are_shown_one_by_one_and_do_nothing(written, page):
    page.goto(written.as_uri())

    page.get_by_role("button", name="Show a hint (2 left)").click()
    page.get_by_role("button", name="Show the next hint (1 left)").click()

    page.get_by_text("That was the last hint.").wait_for()
    assert page.get_by_text("<script>broken = 1</script>").count() == 1
    assert page.evaluate("window.broken") is None


def test_a_page_that_is_handed_on_names_no_folder_of_this_machine(small_kit, written):
    text = written.read_text("utf-8")

    assert str(small_kit.root) not in text
    assert "of/me" not in text
    assert "exercises/01_first/01_double.py:5" in text
    assert not re.search(r"vscode://file/\w", text)


def test_a_solution_is_in_the_page_only_where_the_answer_is_right(written):
    solutions = {view["current"]: bool(view["solution"]) for view in data_of(written)["views"]}

    assert solutions == {"double": False, "again": True}


def test_only_what_is_named_is_in_the_page(small_kit):
    done = small_kit.run("page", "again", "--out", "one.html")

    file = small_kit.root / "one.html"
    views = data_of(file)["views"]
    assert (done.returncode, done.stdout) == (0, f"{file.as_uri()}\n"), done.stderr
    assert [view["current"] for view in views] == ["again"]


def test_a_file_that_cannot_be_written_is_said(small_kit):
    done = small_kit.run("page", "again", "--out", "nowhere/one.html")

    assert done.returncode == 2
    assert "Cannot write nowhere/one.html" in done.stderr
