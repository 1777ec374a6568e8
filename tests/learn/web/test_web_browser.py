"""In a real browser: the page follows, replays, comes back, and can be used without a mouse."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]

HOSTILE = "</script><script>window.broken = 1</script><img src=x onerror='broken = 1'>\u2028&amp;"


@pytest.fixture
def opened(hosted, page):
    """The page of a server that runs."""
    page.goto(hosted.address.url)
    page.get_by_text("live", exact=True).wait_for()
    return page


def bar_widths(page):
    """Return how much of what happened is uncovered."""
    return float(page.locator(".plot clipPath rect").get_attribute("width"))


def test_a_new_verdict_is_shown_without_a_reload(hosted, opened, state, report, one_by_one):
    assert opened.locator("#verdict").inner_text().startswith("✗ failed")
    assert opened.locator(".plot .happened .bar").count() == 2

    hosted.put(
        replace(state, report=report("breakfast", verdict="passed", timeline=one_by_one[:1]))
    )

    opened.locator("#verdict .badge.passed").wait_for()
    opened.locator(".rule summary").click()
    assert opened.locator(".plot .happened .bar").count() == 1
    assert opened.title() == "✓ breakfast · asynclings"


def test_the_key_goes_out_of_the_address_and_a_reload_needs_none(hosted, opened):
    assert opened.url == f"http://{hosted.address.host}/"

    opened.reload()

    opened.get_by_text("live", exact=True).wait_for()


def test_a_timeline_is_scrubbed_with_the_keyboard(opened):
    opened.locator(".plot").focus()

    opened.keyboard.press("Home")
    opened.keyboard.press("ArrowRight")

    assert opened.locator("figure output").inner_text() == "t = 1 s"
    assert opened.locator("figcaption").inner_text() == "toast runs"
    assert (
        opened.get_by_role("slider", name="Virtual time").get_attribute("aria-valuetext") == "1 s"
    )


def test_every_bar_says_what_it_is_to_who_walks_there(opened):
    opened.locator(".plot").focus()

    for _ in range(3):
        opened.keyboard.press("ArrowDown")

    assert opened.locator("figcaption").inner_text() == "tea: 0.0 - 1.0 s"
    assert opened.get_by_role("img", name="toast: 1.0 - 3.0 s").count() == 1


def test_a_replay_runs_to_its_end_and_can_be_stopped(opened):
    opened.get_by_label("Speed of the replay").select_option("fast")
    opened.locator(".plot").focus()

    opened.keyboard.press("Space")
    opened.get_by_role("button", name="Pause").wait_for()
    opened.keyboard.press("Space")
    stopped = bar_widths(opened)
    opened.keyboard.press("Space")
    opened.get_by_role("button", name="Replay").wait_for()

    assert stopped < 700
    assert bar_widths(opened) == 10_000
    assert opened.locator("figure output").inner_text() == "t = 3 s"


def test_a_replay_goes_on_when_something_else_changes(hosted, opened, state):
    opened.locator(".plot").focus()
    opened.keyboard.press("Home")

    hosted.put(replace(state, message="Your answer is kept in backup.py.", hints_left=1))

    opened.get_by_text("Your answer is kept in backup.py.").wait_for()
    assert opened.locator("figure output").inner_text() == "t = 0 s"
    assert opened.evaluate("document.activeElement.className") == "plot"


def test_the_page_comes_back_after_a_restart_of_its_server(hosted, opened, state):
    hosted.stop()
    opened.locator("#connection[data-is=lost]").wait_for()
    assert opened.get_by_role("heading", level=1).inner_text() == "1.1 Make tea and toast"
    assert opened.get_by_role("button", name="Next →").is_disabled()
    hosted.source.state = replace(state, message="Here again.")

    hosted.start()

    opened.get_by_text("Here again.").wait_for()
    opened.locator("#connection[data-is=live]").wait_for()
    assert opened.get_by_role("button", name="Next →").is_enabled()


def test_a_wrong_key_is_told_what_to_do(hosted, page):
    page.goto(f"http://{hosted.address.host}/#token=wrong")

    page.get_by_role("alert").wait_for()
    assert "Open the address that nox -s learn -- --web has printed" in page.inner_text("#notice")
    assert page.locator("h1:visible").inner_text() == "This page is not let in"


def test_wishes_are_sent_and_a_reset_is_asked_for_twice(hosted, opened):
    opened.get_by_role("button", name="Show the next hint").click()
    opened.get_by_role("button", name="Solution").click()
    opened.get_by_role("button", name="Reset").click()
    opened.get_by_role("button", name="Keep mine").click()
    opened.get_by_role("button", name="Reset").click()
    opened.get_by_role("dialog").get_by_role("button", name="Reset").click()
    opened.get_by_role("button", name="1.2 dinner").click()
    opened.get_by_role("button", name="Next →").click()
    opened.get_by_role("heading", name="1.2 Cook for fifty").wait_for()

    wishes = [("hint", ""), ("solution", ""), ("reset", ""), ("go", "dinner"), ("next", "")]
    assert hosted.source.wishes == wishes


def test_hostile_texts_stay_texts(hosted, opened, state, report, one_by_one):
    timeline = [one | {"name": HOSTILE, "where": HOSTILE} for one in one_by_one]
    found = report("breakfast", happened=HOSTILE, timeline=timeline)

    hosted.put(
        replace(state, text=HOSTILE, solution=HOSTILE, message=HOSTILE, idea=HOSTILE, report=found)
    )

    opened.get_by_role("heading", name="A good answer").wait_for()
    assert opened.locator("#task .text").inner_text() == HOSTILE
    assert opened.locator("dd code").nth(2).inner_text() == HOSTILE
    assert opened.evaluate("window.broken") is None
    assert opened.locator("img, script:not([id]):not(body > script)").count() == 0


def test_everything_has_a_role_and_a_name(opened):
    for role in ("banner", "main", "navigation", "toolbar", "progressbar"):
        assert opened.get_by_role(role).count() == 1
    unnamed = opened.evaluate(
        """() => [...document.querySelectorAll("button, a, input, select, summary, [role=group]")]
            .filter((each) => !(each.ariaLabel || each.textContent.trim()))
            .map((each) => each.outerHTML)"""
    )
    levels = opened.evaluate(
        "() => [...document.querySelectorAll('h1, h2, h3, h4')]"
        ".filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))"
    )

    assert unnamed == []
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert opened.locator("#verdict").get_attribute("role") == "status"
    assert opened.locator("html").get_attribute("lang") == "en"


def test_the_focus_goes_through_the_page_in_its_order_and_can_be_seen(opened):
    opened.keyboard.press("Tab")
    first = opened.evaluate("document.activeElement.className")
    order = []
    for _ in range(30):
        opened.keyboard.press("Tab")
        order.append(opened.evaluate("document.activeElement.dataset.key ?? ''"))
    opened.locator(".plot").focus()
    outline = opened.evaluate("getComputedStyle(document.activeElement).outlineStyle")

    assert first == "skip"
    wanted = ["go breakfast", "edit", "hint", "rule both_at_once", "plot both_at_once"]
    assert [key for key in order if key in wanted][: len(wanted)] == wanted
    assert outline == "solid"


@pytest.mark.parametrize("width", [320, 375, 1300])
def test_nothing_is_wider_than_the_screen(hosted, opened, width):
    opened.set_viewport_size({"width": width, "height": 700})

    opened.locator(f".plot svg[width='{760 if width > 1000 else 344}']").wait_for()
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_who_wants_no_motion_has_none(opened, hosted, state):
    opened.emulate_media(reduced_motion="reduce")

    hosted.put(replace(state, grading=True))

    opened.locator(".busy").wait_for()
    moving = "getComputedStyle(document.querySelector('.busy'), '::before').animationName"
    assert opened.evaluate(moving) == "none"


def test_the_page_asks_for_nothing_but_itself_and_its_line(hosted, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda line: asked.append(line.url))

    page.goto(hosted.address.url)
    page.get_by_text("live", exact=True).wait_for()

    hosts = {re.sub(r"#.*", "", url) for url in asked if not url.startswith("data:")}
    own = hosted.address.host
    assert hosts == {f"http://{own}/", f"ws://{own}/live"}
