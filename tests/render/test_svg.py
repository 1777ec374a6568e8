"""A picture of a timeline is complete in itself, and reads without colours.

``ASYNCLINGS_REGENERATE=1 python -P -m pytest tests/render`` writes the golden files anew;
look at each of them in a browser, in light and in dark.
"""

import re
from xml.etree import ElementTree as ET

from asynclings.svg import timeline_svg

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg):
    """Return the tree of a picture that we have drawn ourselves."""
    return ET.fromstring(svg)  # noqa: S314


def titles(svg):
    """Return what hovering over the bars tells, bar by bar."""
    return [g.findtext(f"{SVG}title") for g in parsed(svg).iter(f"{SVG}g")]


def test_a_picture_looks_as_somebody_has_approved(picture_name, picture_of, golden):
    assert golden(f"{picture_name}.svg", timeline_svg(*picture_of(picture_name)))


def test_a_picture_is_well_formed_whatever_the_names_are(picture_name, picture_of):
    root = parsed(timeline_svg(*picture_of(picture_name)))

    assert root.tag == f"{SVG}svg"


def test_a_picture_needs_nothing_from_elsewhere(picture_name, picture_of):
    svg = timeline_svg(*picture_of(picture_name))

    assert re.findall(r"<(?:script|image|use|foreignObject|a)\b", svg) == []
    assert re.findall(r"(?:href|@import|url\((?!#))", svg) == []
    assert re.findall(r"https?://\S+?(?=\")", svg) == ["http://www.w3.org/2000/svg"]


def test_hovering_over_a_bar_says_what_it_was_when_and_where(picture_of):
    told = titles(timeline_svg(*picture_of("endings")))

    assert "tea: 0.0 - 1.0 s, raised BurntError" in told
    assert "egg: 0.5 s, still running at the end" in told
    assert "task Task-9: 1.0 - 2.0 s, cancelled, at 01_breakfast.py:14" in told
    assert "boiled: 1.0 s" in told


def test_what_is_not_as_expected_has_stripes_and_a_legend(picture_of):
    svg = timeline_svg(*picture_of("one_after_the_other"))

    assert svg.count('fill="url(#asynclings-stripes)"') == 2  # the bar, the legend
    assert ">not as expected</text>" in svg


def test_what_waits_for_its_turn_has_dots_before_the_call_that_it_waited_for(picture_of):
    svg = timeline_svg(*picture_of("waits"))

    assert svg.count('fill="url(#asynclings-dots)"') == 3  # two waits, the legend
    assert "waited for Semaphore.acquire: 0.0 - 1.0 s, at 01_b.py:8" in titles(svg)
    assert ">0.5 – still waiting</text>" in svg  # noqa: RUF001 - as it is written


def test_a_legend_says_what_is_in_the_picture_and_nothing_else(picture_of):
    root = parsed(timeline_svg(*picture_of("waits")))
    (legend,) = root.findall(f"{SVG}g[@class='legend']")

    assert [text.text for text in legend.iter(f"{SVG}text")] == ["running", "waits for its turn"]


def test_a_narrow_picture_keeps_names_and_numbers_inside(picture_name, picture_of):
    svg = timeline_svg(*picture_of(picture_name), width=360, in_page=True)

    root = parsed(svg)
    assert float(root.get("data-left")) < float(root.get("data-right")) <= 360
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= 360


def test_a_stopped_event_loop_has_a_pattern_and_says_where(picture_of):
    svg = timeline_svg(*picture_of("blocked"))

    assert 'fill="url(#asynclings-crossed)"' in svg
    assert ">blocked: time.sleep at 01_breakfast.py:12</text>" in svg


def test_light_and_dark_are_the_readers_choice(picture_of):
    svg = timeline_svg(*picture_of("never"))

    assert "@media (prefers-color-scheme: dark)" in svg


def test_everything_lies_inside_the_picture(picture_name, picture_of):
    root = parsed(timeline_svg(*picture_of(picture_name)))
    _, _, width, height = map(float, root.get("viewBox").split())

    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width")) <= width
        assert float(rect.get("y", 0)) + float(rect.get("height")) <= height
