from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.display.filters import apply
from research.wording.shares import people, percent, points, share_words, whole_percent

# Within the digits that the ledger keeps, twice as many as a survey has respondents.
BASES = st.integers(1, 20_000)
PAIRS = BASES.flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
NAMED = {
    "a tenth": 10, "a fifth": 20, "a quarter": 25, "a third": 100 / 3, "two fifths": 40, "half": 50,
    "three fifths": 60, "two thirds": 200 / 3, "three quarters": 75, "four fifths": 80,
    "nine tenths": 90, "none": 0, "all": 100,
}  # fmt: skip


def by_author(count: int, base: int, name: str) -> str:
    """What the author's filter makes of the value in the ledger."""
    value = float(f"{100 * count / base:.12g}")
    return apply({"value": value, "unit": "percent", "label": ""}, name)


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [
        (53, 105, "half"),
        (50, 105, "nearly half"),
        (54, 105, "over half"),
        (51, 100, "about half"),
        (35, 105, "a third"),
        (13, 40, "about a third"),
        (39, 105, "nearly two fifths"),
        (43, 105, "about two fifths"),
        (44, 105, "over two fifths"),
        (21, 105, "a fifth"),
        (48, 105, "46%"),
        (15, 105, "14%"),
        (1, 8, "12%"),
        (1, 105, "1%"),
        (197, 600, "a third"),
        (203, 600, "a third"),
    ],
)
def test_shares_are_said_in_words_where_a_fraction_is_near(
    count: int, base: int, words: str
) -> None:
    assert share_words(count, base).words == words
    assert by_author(count, base, "share") == words


@given(PAIRS)
def test_an_author_and_a_rule_say_and_print_every_share_alike(pair: tuple[int, int]) -> None:
    assert by_author(*pair, "share") == share_words(*pair).words
    assert by_author(*pair, "percent") == percent(*pair)


@given(PAIRS)
def test_words_for_a_share_are_within_three_points(pair: tuple[int, int]) -> None:
    words, share = share_words(*pair).words, 100 * Fraction(*pair)
    if words.endswith("%"):
        assert words == percent(*pair)
        return
    name = next(name for name in NAMED if words.endswith(name))
    off = float(share) - NAMED[name]
    assert abs(off) <= 3 + 1e-9
    assert not words.startswith("nearly") or off < 0
    assert not words.startswith("over") or off > 0


@given(PAIRS)
def test_percentages_round_half_to_even_from_the_counts(pair: tuple[int, int]) -> None:
    count, base = pair
    whole, rest = divmod(100 * count, base)
    expected = whole + (2 * rest > base or (2 * rest == base and whole % 2 == 1))
    assert (whole_percent(count, base), percent(count, base)) == (expected, f"{expected}%")


def test_a_share_that_is_not_there_is_a_dash() -> None:
    assert percent(float("nan")) == "–"


def test_a_difference_of_shares_is_rounded_once() -> None:
    assert points(22, 14, 105) == 8


@given(base=st.integers(2, 300), based=st.booleans(), data=st.data())
def test_people_agree_with_their_verb(base: int, based: bool, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    crowd = people(count, base, based=based)
    assert crowd.plural is (count > 1)
    assert "1 respondents" not in crowd.words.replace("1,", "").replace(f"{base}", "")


def test_one_person_is_the_one_respondent() -> None:
    assert people(1, 1).words == "the one respondent"
    assert people(0, 1).words == "no respondent"
