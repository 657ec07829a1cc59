from datetime import date

import pytest

from research.display.standing import standing


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15%", 0.152),
        ("15%", 15.2),
        ("−3.32", -3.325),
        ("+2", 1.5),
        ("1,234", 1234.4),
        ("432k", 432206),
        ("6.3m", 6300794),
        ("< 0.001", 0.0004),
        ("> 99%", 0.998),
        ("≈ 3", 3.2),
        ("2.37 (2.26)", 2.371),
        ("149 (25%)", 149),
        ("3.62±0.37", 3.615),
        ("Executives to executives (41%)", "Executives to executives"),
        ("comes in", "in"),
        ("under way", "under_way"),
        ("13 June 2018", date(2018, 6, 13)),
        ("✓", True),
    ],
)
def test_what_is_printed_of_a_value_agrees_with_it(text, value):
    assert standing([text], [value]).is_it


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15%", 0.162),
        ("15%", 1520),
        ("0.15", 15),
        ("15", 1500),
        ("3.32", -3.325),
        ("432k", 432),
        ("< 0.001", 0.02),
        ("> 99%", 0.9),
        ("−6 to +4", -6),
        ("1–3", 1),
        ("52 of 82", 52),
        ("149 (25%)", 0.25),
        ("unhappy", "A0560"),
        ("5", None),
        ("5", True),
        ("13 June 2018", date(2018, 6, 14)),
    ],
)
def test_what_is_printed_of_another_value_differs(text, value):
    found = standing([text], [value])
    assert found.differs == 1
    assert not found.is_it


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [("–", 3, 0), ("", "x", 0), ("–", None, 0), ("in", 3, 1), ("assumed", None, 1)],
)
def test_a_dash_tells_nothing_and_words_do_not_print_a_number(text, value, words):
    found = standing([text], [value])
    assert (found.agrees, found.differs, found.words) == (0, 0, words)
    assert found.is_blank is not bool(words)


def test_words_hold_no_percentages_whatever_stands_behind_them():
    texts, values = ["Executives (41%)", "41%", "yes"], ["Executives", 0.41, True]
    assert standing(texts, values).kinds == ("", "share", "")
