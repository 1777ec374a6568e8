"""What the screen shows of a state: pure functions, at any width, in ASCII too."""

import pytest

from asynclings.drawing.text import Linked, plain
from asynclings.learn.keys import keys
from asynclings.learn.state import ChapterRows, Row, State
from asynclings.learn.texts import idea_in_short, markdown_lines
from asynclings.learn.views import View, body_lines, head_lines, keys_lines
from asynclings.printable import cells
from asynclings.render.page import Page
from asynclings.report import Evidence, ExerciseResult, Report, RuleResult, verdict_of

MARKDOWN = """# Chapter 1: boats

A boat **floats**, see [boats](https://example.org/boats) and [the next](other.md).

## Sails

- one that is rather long, so that it has to be broken where forty columns end
- two

    indented = "code stays as it is"

```python
fenced = "too"
```
"""

CALL = {"kind": "call", "name": "ask", "start": 0.0, "end": 1.0, "outcome": "", "where": ""}


def rule(verdict="failed", **fields):
    return RuleResult("a_rule", "a rule", verdict, **fields)


def state(*rules, **fields):
    rows = (
        Row(
            "set_sail",
            "1.1",
            "Set sail.",
            stretch=False,
            progress="tried",
            hints_used=1,
            points=1,
            max_points=3,
        ),
        Row(
            "moor",
            "1.2",
            "Moor — gently, and in any weather that there may be.",
            stretch=True,
            progress="open",
        ),
    )
    report = None
    if rules:
        result = ExerciseResult("set_sail", "boats", "Set sail", "x.py", verdict_of(rules), rules)
        report = Report("0", "3.11", 7, (result,)).to_json()
    return State(
        chapters=(ChapterRows("boats", 1, "Boats — and ships", rows),),
        current="set_sail",
        path="/kit/exercises/01_boats/01_set_sail.py",
        text="Set sail.\n\ndef sail():\n    Sail.",
        idea=MARKDOWN,
        report=report,
        **fields,
    )


def shown(wanted, page, view="exercise"):
    lines = [*head_lines(wanted, page), *body_lines(wanted, View(view), page)]
    return "\n".join(plain(line) for line in lines)


VIEWS = ["exercise", "list", "timeline", "solution", "chapter", "help"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [39, 60, 100])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_no_line_is_wider_than_the_page(view, width, ascii_only):
    failed = rule(evidence=Evidence("sail()", "1", "2 — or 3"), timeline=(CALL,), expected=(CALL,))
    page = Page(width, ascii=ascii_only)
    wanted = state(
        failed,
        rule("passed", printed="x" * 300 + "\n"),
        hints=("Look — up.",),
        message="It is — broken " * 10,
        solution="def sail():\n    return 'é' * 80",
    )

    text = shown(wanted, page, view)

    assert max(cells(line) for line in text.split("\n")) <= page.width
    assert all(cells(plain(line)) <= page.width for line in keys_lines(page, View(view)))
    assert text.isascii() or not ascii_only


def test_where_to_edit_is_a_link():
    lines = body_lines(state(), View(), Page(39, ascii=False))
    links = [piece for line in lines for piece, _ in line if isinstance(piece, Linked)]

    assert "".join(links) == "/kit/exercises/01_boats/01_set_sail.py"
    assert {link.url for link in links} == {"file:///kit/exercises/01_boats/01_set_sail.py"}


def test_the_rules_that_fail_come_first():
    text = shown(state(rule("passed"), rule("failed")), Page(80, ascii=False))

    assert text.index("✗ a rule") < text.index("1 of 2 rules hold") < text.index("✓ a rule")


def test_much_that_was_printed_is_cut():
    printed = "\n".join(f"line {number}" for number in range(100))

    text = shown(state(rule(printed=printed)), Page(80, ascii=False))

    assert "line 19\n" in text
    assert "line 20\n" not in text
    assert "… 80 more lines" in text


def test_what_was_printed_cannot_command_the_terminal():
    text = shown(state(rule(printed="\x1b[2Jgone")), Page(80, ascii=False))

    assert "\x1b" not in text
    assert "\\x1b[2Jgone" in text


def test_the_list_says_how_far_one_is():
    text = shown(state(), Page(100, ascii=False), "list")

    assert "Boats — and ships  0/2" in text
    assert "1/3, 1 hint" in text
    assert "stretch" in text


def test_markdown_is_set_in_lines_that_hang():
    lines = [plain(line) for line in markdown_lines(MARKDOWN, Page(40, ascii=False))]

    assert "  A boat floats, see boats" in lines
    assert "  - one that is rather long, so that it" in lines
    assert "    has to be broken where forty columns" in lines
    assert '    indented = "code stays as it is"' in lines
    assert '    fenced = "too"' in lines


def test_the_idea_in_short_is_the_first_paragraph():
    assert idea_in_short(MARKDOWN).startswith("A boat **floats**")
    assert idea_in_short("") == ""


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        ("n", ["n"]),
        ("\x1b[A\x1b[B", ["up", "down"]),
        ("\x1b", ["escape"]),
        ("\x1bOH\x1b[6~", ["home", "page down"]),
        ("\x1b[200~", []),
        ("\x01\x02", []),
        ("é", ["é"]),
        (" jkG", ["page down", "down", "up", "end"]),
        ("\x04", ["q"]),
    ],
)
def test_keys_have_names(sent, names):
    assert list(keys(sent)) == names
