from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.prose import evidence, grammar, share_view
from research.prose.grammar import (
    article,
    counted,
    has,
    ordinal_figure,
    people,
    percent,
    plural,
    points,
    sentence,
    series,
    share_words,
    spelt,
)


@pytest.mark.parametrize("module", [grammar, evidence, share_view])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert (failed, tried > 0) == (0, True)


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [
        (53, 105, "half"),
        (50, 105, "nearly half"),
        (54, 105, "over half"),
        (51, 100, "about half"),
        (35, 105, "a third"),
        (39, 105, "nearly two in five"),
        (43, 105, "about two in five"),
        (44, 105, "more than two in five"),
        (48, 105, "46%"),
        (15, 105, "14%"),
        (1, 105, "1%"),
    ],
)
def test_shares_are_said_in_words_where_a_fraction_is_near(
    count: int, base: int, words: str
) -> None:
    assert share_words(count, base).words == words


@given(base=st.integers(1, 400), data=st.data())
def test_words_for_a_share_are_within_three_points(base: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    words = share_words(count, base).words
    named = {
        "half": 50, "third": 100 / 3, "two thirds": 200 / 3, "three quarters": 75, "quarter": 25,
        "one in ten": 10, "one in five": 20, "two in five": 40, "three in five": 60,
        "four in five": 80, "nine in ten": 90, "none": 0, "all": 100,
    }  # fmt: skip
    if words.endswith("%"):
        assert int(words[:-1]) == percent(count, base)
        return
    value = next(share for name, share in named.items() if words.endswith(name))
    if words.endswith("two thirds"):
        value = named["two thirds"]
    off = 100 * count / base - value
    assert abs(off) <= 3 + 1e-9
    assert not words.startswith("nearly") or off < 0
    assert not words.startswith(("over", "more than")) or off > 0


@given(base=st.integers(1, 1000), data=st.data())
def test_percentages_round_half_to_even_from_the_counts(base: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    whole, rest = divmod(100 * count, base)
    expected = whole + (2 * rest > base or (2 * rest == base and whole % 2 == 1))
    assert percent(count, base) == expected


def test_a_difference_of_shares_is_rounded_once() -> None:
    assert points(22, 14, 105) == 8


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "zero"), (13, "thirteen"), (40, "forty"), (99, "ninety-nine"), (100, "a hundred")],
)
def test_numbers_are_spelt_out(value: int, words: str) -> None:
    assert spelt(value) == words


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("sector", "sectors"),
        ("industry", "industries"),
        ("size class", "size classes"),
        ("way", "ways"),
        ("level of seniority", "levels of seniority"),
        ("person", "people"),
    ],
)
def test_plurals(noun: str, many: str) -> None:
    assert (plural(noun), plural(noun, 1)) == (many, noun)


@pytest.mark.parametrize(
    "phrase",
    [
        "an 8% share",
        "an 11th",
        "an 18",
        "a 1",
        "a UK firm",
        "an MD",
        "an SME",
        "a CEO",
        "an hour",
        "a university",
        "a European",
        "an idea",
        "a theme",
    ],
)
def test_the_article_follows_the_sound(phrase: str) -> None:
    assert article(phrase.split(" ", 1)[1]) == phrase


@given(st.integers(0, 10_000))
def test_ordinals_end_as_they_are_spoken(value: int) -> None:
    suffix = ordinal_figure(value)[-2:]
    if value % 100 in (11, 12, 13):
        assert suffix == "th"
    else:
        assert suffix == {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


@given(base=st.integers(2, 300), based=st.booleans(), data=st.data())
def test_people_agree_with_their_verb(base: int, based: bool, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    text = has(people(count, base, based=based), "put", "puts")
    single = count in (0, 1) or (" in " in text and text.split(" in ")[0].endswith("one"))
    assert text.endswith("puts") is single
    assert "1 respondents" not in text.replace("1,", "").replace(f"{base}", "")


def test_one_person_is_the_one_respondent() -> None:
    assert people(1, 1).words == "the one respondent"
    assert people(0, 1).words == "no respondent"


def test_lists_join_with_a_last_and() -> None:
    assert series([]) == ""
    assert series(["a", "b", "c", "d"]) == "a, b, c and d"


def test_counts_agree_with_their_noun() -> None:
    assert counted(1, "place") == "one place"
    assert counted(1234, "respondent") == "1,234 respondents"


def test_a_sentence_starts_large_and_ends_with_one_stop() -> None:
    assert sentence("  half  of them ", "agree .") == "Half of them agree."
    assert sentence("12% agree") == "Twelve per cent agree."
    assert sentence("1,234 agree") == "1,234 agree."
