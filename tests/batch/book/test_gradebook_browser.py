"""The pages in a real browser: sorted, filtered, without a request, whatever names hold."""

import contextlib
import random
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from asynclings import catalog
from asynclings.batch.gradebook import write
from asynclings.batch.policy import read_policy
from asynclings.batch.records import Learner

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOSTILE = [
    Learner("script", "<script>document.title = 'hacked'</script>"),
    Learner('"><img src=http://example.org/x onerror=alert(1)>'),
    Learner("rtl", "\u202eevil אבג"),
    Learner("long", "Long " * 60),
    Learner("", ""),
]
SLUGS = ("first_await", "two_at_once", "paginate")
POLICY = 'include = ["first_await", "two_at_once", "paginate"]\n[all]\npoints = 10'


@pytest.fixture(scope="module")
def browser():
    """Yield the Chromium of this machine."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield chromium
        chromium.close()


def answers_of(learners, parts):
    """Yield answers of *learners*: every third is right, the others believe something."""
    chance = random.Random(7)  # noqa: S311 - a class is no secret
    for place, learner in enumerate(learners):
        for number, slug in enumerate(SLUGS):
            if place % 5 == 4 and number == 2:
                continue  # nothing handed in
            verdict = "passed" if (place + number) % 3 == 0 else "failed"
            rules = [parts.rule("a"), parts.rule("b", verdict)]
            late = timedelta(hours=chance.randrange(48))
            at = parts.EVENING + late
            yield parts.graded(slug, *rules, learner=learner, submitted_at=at)


@pytest.fixture(scope="module")
def classes(tmp_path_factory, parts):
    """Return the folders of a small class with hostile names, and of a large one."""
    kit = catalog.load()
    folder = tmp_path_factory.mktemp("classes")
    (folder / "policy.toml").write_text(POLICY)
    policy = read_policy(folder / "policy.toml", kit)
    made = {}
    for name, count in (("small", 12), ("large", 700)):
        people = [Learner(f"s{n}", f"Learner {n}") for n in range(count)]
        learners = [*HOSTILE, *people]
        made[name] = folder / name
        made[name].mkdir()
        write(
            made[name],
            lambda learners=learners: answers_of(learners, parts),
            learners,
            kit,
            policy,
            now=NOW,
        )
    return made


@pytest.fixture
def opened(browser, classes):
    """Yield a function that opens a file of a class; nothing may go wrong, or go out."""
    trouble = []
    with contextlib.ExitStack() as pages:

        def go(name, file="gradebook.html", **options):
            context = pages.enter_context(browser.new_context(**options))
            page = context.new_page()
            page.on("console", lambda message: trouble.append(message.text))
            page.on("pageerror", lambda error: trouble.append(str(error)))
            page.on("dialog", lambda dialog: trouble.append(dialog.message))
            page.on("request", lambda request: trouble.append(request.url))
            page.goto((classes[name] / file).as_uri())
            own = page.url
            trouble[:] = [one for one in trouble if one != own]
            return page

        yield go
        assert trouble == []


def names(page):
    """Return the names in the table, from top to bottom."""
    return page.locator("#table tbody th").all_inner_texts()


def test_the_table_is_sorted_by_any_column(opened):
    page = opened("small")
    by_points = page.get_by_role("button", name="Points", exact=True)

    by_points.click()
    cells = page.locator("#table td:nth-child(3)").all_inner_texts()
    shown = [float(text.split()[0]) for text in cells]
    assert len(shown) == 17
    assert shown == sorted(shown, reverse=True)
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"

    page.keyboard.press("Enter")  # the focus stays on the button
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="Name").click()
    people = [name for name in names(page) if name.startswith("Learner")]
    assert people == [f"Learner {n}" for n in range(12)]  # 10 comes after 9
    assert "sorted by Name, lowest first" in page.get_by_role("status").inner_text()


def test_the_table_is_filtered_by_name_verdict_exercise_and_finding(opened):
    page = opened("small")

    page.get_by_label("Name, id or e-mail").fill("LEARNER 1")
    assert names(page) == ["Learner 1", "Learner 10", "Learner 11"]
    page.get_by_role("button", name="Show all").click()
    page.locator("#filters").get_by_label("Exercise").select_option(label="3.5 paginate")
    page.locator("#filters").get_by_label("Verdict").select_option(label="nothing handed in")
    assert page.get_by_role("status").inner_text() == "3 of 17 learners."
    assert page.locator("#table thead th").count() == 5 + 1
    page.locator("#filters").get_by_label("Verdict").select_option(label="✗ failed")
    page.locator("#filters").get_by_label("Misconception").select_option(label="sequential-awaits")
    assert page.locator("td.hit").count() == len(names(page)) > 0
    assert all("failed" in text for text in page.locator("td.hit").all_text_contents())


def test_a_number_of_the_heat_map_shows_who_it_is(opened):
    page = opened("small")
    cell = page.locator(".beliefs td button").first
    count = int(cell.evaluate("button => button.firstChild.textContent"))

    cell.click()

    assert len(names(page)) == count
    assert page.locator("#finding option:checked").inner_text() == "sequential-awaits"
    assert "of 17 have sequential-awaits" in page.locator(".beliefs").inner_text()


def test_hostile_names_are_shown_and_do_nothing(opened):
    page = opened("small")

    shown = names(page)

    assert shown[0] == "<script>document.title = 'hacked'</script>"
    assert shown[2] == r"\u202eevil אבג"
    assert shown[4] == "(no name)"
    assert page.title() == "Gradebook: 17 learners"
    assert page.locator("img").count() == 0
    widest = page.locator("#table tbody th").evaluate_all(
        "all => Math.max(...all.map(one => one.getBoundingClientRect().width))"
    )
    assert widest < 400


def test_a_large_class_has_few_rows_at_a_time_and_all_of_them_on_paper(opened):
    page = opened("large")
    rows = page.locator("#table tbody tr:not(.gap)")

    assert rows.count() < 200
    assert page.locator("#table").get_attribute("aria-rowcount") == "706"
    page.get_by_role("region", name="Points of each learner").evaluate(
        "sheet => { sheet.scrollTop = sheet.scrollHeight; }"
    )
    page.get_by_role("link", name="Learner 699").wait_for()
    last = page.locator("tr", has_text="Learner 699")
    assert last.get_attribute("aria-rowindex") == "706"
    assert rows.count() < 200
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == 705


def test_a_screen_reader_finds_headers_and_names(opened):
    page = opened("small")

    headers = page.locator("thead th:not([scope=col]), tbody th:not([scope=row])")
    assert headers.count() == 0
    for field in page.locator("input, select").all():
        assert field.evaluate("field => field.labels.length") == 1
    stops = page.locator("#table tbody a:not([tabindex='-1'])")
    assert stops.count() == 17  # one a learner
    assert "passed" in page.get_by_role("row", name="Learner 3").inner_text()
    unnamed = page.locator("[role=region]:not([aria-label]):not([aria-labelledby])")
    assert unnamed.count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_window(opened, classes, scheme, width):
    feedback = next((classes["small"] / "learners").glob("s1-*"))
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}

    for file in ("gradebook.html", f"learners/{feedback.name}"):
        page = opened("small", file, **options)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(13, 17, 23)")


def test_the_name_leads_to_the_feedback_with_its_timelines(opened):
    page = opened("small")

    address = page.get_by_role("link", name="Learner 1", exact=True).get_attribute("href")
    page = opened("small", address)

    assert page.locator("h1").inner_text() == "Learner 1"
    picture = page.locator("figure svg").first
    assert picture.bounding_box()["width"] > 300
    assert picture.locator("rect.wrong").count() > 0
    fill = picture.locator("rect.wrong").first.evaluate("bar => getComputedStyle(bar).fill")
    assert fill == "rgb(188, 76, 0)"  # the page's policy lets its style in
