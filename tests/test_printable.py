"""Text stays harmless and in its place, whatever is in it."""

import pytest

from asynclings.printable import MAX_LENGTH, cells, cut, own, safe, shorten, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("bell\a back\b", r"bell\x07 back\x08"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("right\u202eleft", r"right\u202eleft"),  # would turn the rest of the line round
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("half\ud83d", r"half\ud83d"),  # no encoding can write it
        ("no\u00a0break", r"no\xa0break"),
        ("[red]markup[/red]", "[red]markup[/red]"),
        ("äöü 株 🎉", "äöü 株 🎉"),
    ],
    ids=ascii,
)
def test_what_a_terminal_would_obey_is_spelt_out(text, shown):
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("é", r"\xe9"), ("株", r"\u682a"), ("🎉", r"\U0001f389"), ("…", r"\u2026")],
    ids=ascii,
)
def test_an_ascii_terminal_gets_what_it_cannot_show_as_in_a_literal(text, shown):
    assert safe(text, ascii=True) == shown


def test_typography_of_the_kit_has_a_spelling_in_ascii():
    shown = own("“foo” → 2 × 3 … ≤ 7", ascii=True)  # noqa: RUF001

    assert shown == '"foo" -> 2 x 3 ... <= 7'


def test_wide_characters_fill_two_columns_and_accents_none():
    assert cells("ab株e\u0301") == 5


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 5, "short"),
        ("a long name", 7, "a l…ame"),
        ("株株株株", 5, "株…株"),
        ("株株株株", 4, "株…"),  # half a character is none
        ("abc", 1, "a"),
        ("abc", 0, ""),
    ],
)
def test_a_name_is_shortened_in_its_middle(text, width, shown):
    assert shorten(text, width) == shown
    assert cells(shown) <= width


def test_a_text_of_megabytes_is_shortened_at_once():
    assert shorten("x" * 10_000_000 + "end", 10) == "xxxxx…xend"
    assert len(shorten("x" * 10_000_000, 10_000_000)) == MAX_LENGTH


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("a unbreakable", ["a", "unbreakab", "le"]),
        ("  as far in", ["  as far", "  in"]),
        ("            far", ["    far"]),
        ("株株株株株", ["株株株株", "株"]),
        ("two  spaces", ["two", "spaces"]),
    ],
)
def test_a_line_is_broken_at_spaces_and_only_then_in_words(text, lines):
    assert wrap(text, 9) == lines


def test_a_column_too_narrow_for_a_wide_character_is_no_endless_loop():
    assert wrap("株株", 1) == ["株", "株"]


@pytest.mark.parametrize(
    ("text", "width", "cut_to"),
    [
        ("Wait until a sensor has settled", 40, "Wait until a sensor has settled"),
        ("Wait until a sensor has settled", 20, "Wait until a sensor…"),
        ("Wait until, then read", 13, "Wait until…"),
        ("Wait", 1, "…"),
    ],
)
def test_a_sentence_is_cut_at_its_end(text, width, cut_to):
    assert cut(text, width) == cut_to
