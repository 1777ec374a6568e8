"""What all pages share: their colours can be read, nothing gets in or out."""

import base64
import hashlib
import json
import re

import pytest

from asynclings.html import BADGES, embedded_json, environment, render, security_policy, style
from asynclings.html.templating import points, prose
from asynclings.report import VERDICTS

PAIRS = [
    *((ink, paper) for ink in ("ink", "quiet", "link") for paper in ("paper", "raised")),
    *((name, f"{name}-fill") for name in ("passed", "failed", "law", "kit")),
    *(("heat-ink", f"{scale}-{step}") for scale in ("heat", "cool") for step in range(1, 5)),
]
HOSTILE = "</script><img src=x onerror=alert(1)>\u202e\x00"


@pytest.fixture
def frame():
    """Return the frame of a page, from the shared environment."""
    return environment("asynclings.html").get_template("frame.html")


def palettes():
    """Return the custom properties, light and dark; dark ones lie over the light ones."""
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w{6})", block))
        for block in re.findall(r":root \{(.+?)\}", style(), re.DOTALL)
    )
    return {"light": light, "dark": light | dark}


def luminance(colour):
    """Return the relative luminance of *colour*: https://www.w3.org/TR/WCAG22/."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_every_text_can_be_read_on_its_ground(scheme, ink, paper):
    colours = palettes()[scheme]

    darker, lighter = sorted(luminance(colours[name]) for name in (ink, paper))

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_every_verdict_has_a_sign_and_a_colour_of_its_own():
    assert tuple(BADGES) == VERDICTS
    for part in ("sign", "word", "css"):
        assert len({getattr(badge, part) for badge in BADGES.values()}) == len(VERDICTS)
    for badge in BADGES.values():
        assert f".{badge.css}" in style()


def test_a_page_allows_exactly_the_elements_that_it_holds(frame):
    page = render(frame, styles=["p > a { color: red; }"], scripts=["1 < 2 && alert('ä')"])

    policy = re.search(r'Policy" content="(.+?)"', page)[1].replace("&#39;", "'")
    for text in re.findall(r"<(?:style|script)>(.*?)</", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.count("sha256") == 3
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_a_page_without_scripts_allows_none():
    assert "script-src 'none'" in security_policy(styles=["p {}"])


def test_data_in_a_page_cannot_end_its_element():
    text = str(embedded_json({HOSTILE: [1.5, None]}))

    assert not set("<>&") & set(text)
    assert json.loads(text) == {HOSTILE: [1.5, None]}


def test_a_value_in_a_page_is_escaped_and_spelt_out():
    template = environment("asynclings.html").from_string("{{ it|shown }} {{ it|lines }}")

    page = template.render(it=HOSTILE)

    assert "<" not in page
    assert page.count(r"\u202e\x00") == 2


def test_what_stands_between_backticks_is_code():
    shown = prose("Call `run(<x>)`, not `run`; a ` alone stays.")

    assert shown == ("Call <code>run(&lt;x&gt;)</code>, not <code>run</code>; a ` alone stays.")


def test_a_page_may_hold_the_badge_of_any_verdict():
    template = environment("asynclings.html").from_string(
        "{% from 'badge.html' import badge %}{{ badge('broke a law') }}"
    )

    assert template.render() == (
        '<span class="badge law"><span aria-hidden="true">§</span> broke a law</span>'
    )


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (3.0, "3"), (2.5, "2.5"), (1 / 3, "0.33"), (100, "100")]
)
def test_points_have_no_more_digits_than_they_need(number, written):
    assert points(number) == written
