"""The page of misconceptions says what the findings say; each is taught by some exercise."""

import re
from pathlib import Path

from asynclings.findings import catalogue

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/misconceptions.md").read_text("utf-8")


def named_by_wrong_answers():
    files = (ROOT / "tests/wrong_answers").glob("*/*/*.py")
    lines = (
        re.search(r"^Finding: *(.+)$", file.read_text("utf-8"), re.MULTILINE) for file in files
    )
    return {one for line in lines if line for one in line[1].strip().split(" or ")} - {"none"}


def test_every_misconception_that_an_answer_has_is_on_the_page():
    """Run `nox -s prove -- --page` when this fails."""
    assert named_by_wrong_answers() == set(re.findall(r"^### (\S+)$", PAGE, re.MULTILINE))


def test_the_page_has_the_words_of_the_findings():
    """Run `nox -s prove -- --page` when this fails."""
    missing = [
        one
        for one in named_by_wrong_answers()
        if f"> {catalogue()[one]['belief']}\n\n{catalogue()[one]['fact']}" not in PAGE
    ]

    assert missing == []


def test_every_mistake_without_a_finding_is_listed():
    """Run `nox -s prove -- --page` when this fails."""
    files = (ROOT / "tests/wrong_answers").glob("*/*/*.py")
    unproven = [one for one in files if "\nFinding: none\n" in one.read_text("utf-8")]
    listed = PAGE.partition("\n## Mistakes without a finding\n")[2]

    assert len(unproven) == listed.count("\n* ")
    assert [one for one in unproven if f"{one.relative_to(ROOT).as_posix()})" not in listed] == []


def test_every_misconception_of_the_catalogue_is_taught():
    assert catalogue().keys() - named_by_wrong_answers() == set()
