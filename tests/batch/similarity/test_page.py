"""The page of pairs: both sides can be read, and nothing that a learner wrote can run."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest

from asynclings.batch.similarity import Pair, Passage, Side, page, write

HOSTILE = "</ol><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[31m"


def pair(exercise="set_sail", source="x = 1\ny = 2\nz = 3", learner="ada"):
    left = Side(learner, HOSTILE, "a.zip: 1.py", source)
    right = Side("bob", "", "b.py", "\n" + source)
    return Pair(
        exercise, 0.87, left, right, (Passage((1, 2), (2, 3)), Passage((3, 3), (4, 4))), "So."
    )


class Elements(HTMLParser):
    """Collects the names of all elements."""

    def __init__(self, text):
        super().__init__()
        self.names = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)


def test_the_same_letter_stands_where_both_say_the_same():
    text = page([pair()])

    marked = re.findall(
        r'<li( class="same")?><span class="letter">(\w*)</span>.*?>(\d)</span>', text
    )
    assert marked == [
        *((' class="same"', "A", "1"), (' class="same"', "", "2"), (' class="same"', "B", "3")),
        *(("", "", "1"), (' class="same"', "A", "2"), (' class="same"', "", "3")),
        (' class="same"', "B", "4"),
    ]
    assert "87 %" in text


def test_nothing_that_a_learner_wrote_becomes_part_of_the_page():
    elements = Elements(page([pair(source=HOSTILE, learner=HOSTILE)])).names

    assert elements.isdisjoint({"script", "img"})
    assert "script-src 'none'" in unescape(page([]))


def test_long_lines_and_many_pairs_are_cut_and_the_rest_is_counted():
    text = page([pair(source="#" * 100_000)] * 203)

    assert text.count("<details") == 200
    assert "The first 200 of 203 pairs" in text
    assert len(text) < 600_000


def test_no_pairs_is_said_in_words():
    assert "No two answers are more alike than chance makes them." in page([])


def test_the_pairs_are_written_as_a_page_and_as_json(tmp_path):
    html, data = write(tmp_path, [pair()])

    assert html.read_text("utf-8") == page([pair()])
    content = json.loads(data.read_text("utf-8"))
    assert content["schema_version"] == 1
    assert content["pairs"][0]["passages"][0] == {"left": [1, 2], "right": [2, 3]}


@pytest.mark.parametrize("count", [1, 2])
def test_exercises_follow_one_another(count):
    names = [f"exercise_{number}" for number in range(count)]

    headings = re.findall(r"<h2 id=.*?>(.*?)</h2>", page([pair(name) for name in names]))

    assert headings == [f"Exercise {number}" for number in range(count)]
