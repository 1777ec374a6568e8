"""A report on every kind of terminal.

The golden files show what a learner reads. ``ASYNCLINGS_REGENERATE=1 python -P -m pytest
tests/render`` writes them anew; read the diff before you commit it.
"""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from asynclings.printable import cells
from asynclings.render import failure_text, show

SRC = Path(__file__).parents[2] / "src"
KINDS = {"80": (80, "utf-8"), "ascii": (80, "ascii"), "40": (40, "utf-8")}
ASKS_TWICE = """
async def double(ask):
    return await ask() + await ask()
"""
RED, GREEN = "\x1b[31m", "\x1b[32m"
WHOLE = ("Edit  ", "Run   ")  # a path or a command is not broken: it is to be copied


def shown(report, width=80, encoding="utf-8", **options):
    """Return what `show` writes to a file of that *encoding*."""
    written = io.BytesIO()
    with io.TextIOWrapper(written, encoding=encoding, newline="") as file:
        console = Console(file=file, width=width, **options.pop("console", {}))
        show(report, console, **options)
        file.flush()
        return written.getvalue().decode(encoding)


def lines_in_process(report, tmp_path, **environment):
    """Return what a process that prints *report* writes, with its exit code."""
    file = tmp_path / "report.json"
    file.write_text(json.dumps(report.to_json()), "utf-8")
    program = (
        "import json, sys; from asynclings.report import report_from_json;"
        "from asynclings.render import show;"
        "show(report_from_json(json.load(open(sys.argv[1], encoding='utf-8'))))"
    )
    clean = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "NO_COLOR", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-P", "-c", program, str(file)],
        env={**clean, "PYTHONPATH": str(SRC), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_reads_as_somebody_has_approved(name, report_of, golden, kind):
    assert golden(f"{name}.{kind}.txt", shown(report_of(name), *KINDS[kind]))


@pytest.mark.parametrize("width", [30, 40, 79, 80, 200])
def test_no_line_is_wider_than_the_terminal(name, report_of, width):
    lines = shown(report_of(name), width, verbose=True).splitlines()

    assert [x for x in lines if cells(x) > width and not x.startswith(WHOLE)] == []


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "cp1252", "euc-jp"])
def test_an_encoding_that_lacks_the_signs_gets_ascii(name, report_of, encoding):
    assert shown(report_of(name), encoding=encoding).isascii()


def test_nothing_in_a_report_reaches_the_terminal_as_a_command(name, report_of):
    text = shown(report_of(name), verbose=True)

    assert [char for char in text if not char.isprintable() and char != "\n"] == []


def test_markup_in_the_answers_text_is_shown_as_it_is(report_of):
    assert "[red]tea[/red]" in shown(report_of("hostile"))


def test_megabytes_of_text_become_a_few_lines(report_of):
    assert len(shown(report_of("hostile"))) < 6000


def test_colours_are_green_and_red_and_never_red_for_what_is_not_attempted(report_of):
    colours = {"force_terminal": True, "color_system": "standard"}

    untouched = shown(report_of("not_attempted"), console=colours)
    mixed = shown(report_of("one_cause"), console=colours)

    assert RED not in untouched
    assert f"{RED}  ✗ " in mixed
    assert f"{GREEN}  ✓ " in mixed


def test_the_cause_is_said_once_and_its_other_rules_in_one_line(report_of):
    text = shown(report_of("one_cause"))

    assert text.count("[sequential-awaits]") == 1
    assert text.count("same cause") == 1


def test_no_line_ends_in_a_space(name, report_of):
    lines = shown(report_of(name), verbose=True).splitlines()

    assert [line for line in lines if line != line.rstrip()] == []


def test_what_the_kit_could_not_judge_is_nothing_to_edit(report_of):
    assert "Edit" not in shown(report_of("grader_error"))


def test_verbose_explains_every_failure(report_of):
    assert shown(report_of("one_cause"), verbose=True).count("[sequential-awaits]") == 2


def test_bad_input_is_said_once_instead_of_the_rules(report_of):
    text = shown(report_of("refused"))

    assert text.count("SyntaxError") == 1
    assert "one slice at a time" not in text


def test_the_next_command_names_the_first_exercise_that_is_not_done(report_of):
    text = shown(report_of("kit"), next_command="pytest graders -k {slug}")

    assert "\nRun   pytest graders -k breakfast\n" in text
    assert "\nEdit  exercises/02_tasks/01_breakfast.py\n" in text


@pytest.mark.parametrize(
    ("command", "last"),
    [("nox -s grade -- {slug}", "done."), ("nox -s grade -- next_one", "nox -s grade -- next_one")],
)
def test_when_all_is_done_only_a_command_that_stands_by_itself_is_shown(report_of, command, last):
    assert shown(report_of("all_done"), next_command=command).rstrip().endswith(last)


@pytest.mark.parametrize("verdict", ["failed", "broke a law", "not attempted", "grader error"])
def test_the_failure_text_of_a_rule_begins_with_the_rule(report_of, verdict):
    rules = [rule for one in report_of("kit").exercises for rule in one.rules]
    rules += [rule for one in report_of("broke_a_law").exercises for rule in one.rules]
    rule = next(rule for rule in rules if rule.verdict == verdict)

    assert rule.rule in failure_text(rule).splitlines()[0]
    assert failure_text(rule, 40, ascii=True).isascii()


def test_a_piped_report_has_no_escape_codes_and_the_signs_of_utf_8(report_of, tmp_path):
    done = lines_in_process(report_of("one_cause"), tmp_path, PYTHONIOENCODING="utf-8")

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert "✗ both are made at the same time" in done.stdout.decode()


def test_an_ascii_only_output_is_no_error(report_of, tmp_path):
    done = lines_in_process(report_of("hostile"), tmp_path, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def test_no_color_means_no_colour_even_where_a_terminal_is_forced(report_of, tmp_path):
    done = lines_in_process(
        report_of("one_cause"), tmp_path, NO_COLOR="1", FORCE_COLOR="1", PYTHONIOENCODING="utf-8"
    )

    assert done.stdout.count(b"\x1b[3") == done.stdout.count(b"\x1b[9") == 0


def test_rich_is_imported_only_to_show_and_never_for_the_text_of_a_failure():
    program = (
        "import sys; from asynclings.render import failure_text, show;"
        "from asynclings.report import RuleResult;"
        "failure_text(RuleResult('a', 'a', 'failed')); print('rich' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout == "False\n"


@pytest.mark.parametrize(("encoding", "bar"), [("ascii", "|===="), ("utf-8", "┣━━━━")])
def test_bare_pytest_draws_with_what_its_terminal_can_show(small_kit, encoding, bar):
    small_kit.answer(ASKS_TWICE)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", "graders/01_first/test_01_double.py"],
        cwd=small_kit.root,
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert f"    ask  {bar}" in done.stdout.decode(encoding)
