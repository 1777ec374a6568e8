"""Whatever a learner, a hint or a report says, the page shows it as text."""

import re
from dataclasses import replace

import pytest

from asynclings.html import embedded_json
from asynclings.learn.web.markdown import markdown
from asynclings.learn.web.page import written_page
from asynclings.learn.web.view import edit_url, view

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028{{ 7 * 7 }}"


@pytest.mark.parametrize(
    ("text", "never"),
    [
        (HOSTILE, r"<(script|img)"),
        ("[a](javascript:alert(1))", r"href"),
        ("[a](JaVaScRiPt:alert(1))", r"href"),
        ("[a](data:text/html,x)", r"href"),
        ("[a](../../other.md)", r"href"),
        ("![a](https://elsewhere.example/x.png)", r"src|<img"),
        ("![a](../secret.svg)", r"src|<img"),
        ('![a" onload="x](nothing.svg)', r"src|<img|onload=\""),
        ("<b onclick=x>b</b>", r"<b"),
    ],
)
def test_markdown_does_no_harm(tmp_path, text, never):
    assert not re.search(never, markdown(text, tmp_path))


def test_markdown_keeps_what_is_meant(tmp_path):
    (tmp_path / "timeline.svg").write_text("<svg/>")

    html = markdown("# A\n\n[b](https://docs.python.org) `c`\n\n![d](timeline.svg)", tmp_path)

    assert "<h3>A</h3>" in html
    assert '<a href="https://docs.python.org" rel="noopener noreferrer" target="_blank">' in html
    assert '<img src="data:image/svg+xml;base64,' in html
    assert 'alt="d"' in html


def test_each_rule_with_a_timeline_is_drawn_wide_and_narrow(state):
    shown = view(state)

    wide, narrow = (shown["pictures"]["both_at_once"][name] for name in ("wide", "narrow"))
    assert 'viewBox="0 0 760' in wide
    assert 'viewBox="0 0 344' in narrow
    assert 'data-horizon="3.000000"' in wide


def test_no_text_of_a_report_is_html_in_a_picture(state, report, one_by_one):
    timeline = [one | {"name": HOSTILE, "where": f"{HOSTILE}:1"} for one in one_by_one]
    shown = view(replace(state, report=report("breakfast", timeline=timeline)))

    assert not re.search(r"<(script|img)", shown["pictures"]["both_at_once"]["wide"])


def test_a_written_page_holds_hostile_texts_as_data(state):
    hostile = replace(state, text=HOSTILE, solution=HOSTILE, message=HOSTILE, idea=HOSTILE)
    shown = view(hostile) | {"more_hints_html": []}

    page = written_page([shown], [], written=HOSTILE)

    data = page.partition('id="data">')[2].partition("</script>")[0]
    assert "<" not in data
    assert "\u2028" not in data
    assert "alert(1)" in data
    assert "alert(1)" not in page.replace(data, "")
    assert str(embedded_json(HOSTILE)) in data


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/home/me/my kit/a#b?c.py", "vscode://file/home/me/my%20kit/a%23b%3Fc.py"),
        ("C:\\kit\\a.py", "vscode://file/C:/kit/a.py"),
        ("", ""),
    ],
)
def test_an_editor_is_led_to_any_path(path, url):
    assert edit_url(path) == url
