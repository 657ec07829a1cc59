from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.verbatims import quotable, quotations, spread, telling

WHO = pd.DataFrame(
    [
        ["Insurance", "Life insurer", "UK", "Europe", "Said one."],
        ["Insurance", "Reinsurer", "UK", "Europe", "Said two."],
        ["Insurance", "Broker", "Malta", "Europe", "Said three."],
        ["Mining", "Quarry", "Chile", "Americas", "Said four."],
        ["Mining", "Quarry", "Chile", "Americas", None],
    ],
    columns=["sector", "industry", "country", "region", "reason"],
    index=["a", "b", "c", "d", "e"],
)
RANKS = pd.DataFrame({"keep": [1, 1, 1, 2, 1], "win": [2, 2, 2, 1, 2]}, index=WHO.index)


ALL = pd.Series(True, index=WHO.index)


STEPS = [["sector"], ["sector", "region"], ["sector", "country"], ["industry", "country"]]


def told(theme: str = "keep", **options: object) -> list[str]:
    options = {"waived": ALL, "attribution": STEPS} | options
    return list(quotations(WHO, RANKS[theme] == 1, **options)["attribution"])  # type: ignore[arg-type]


def test_reasons_are_those_of_a_first_choice_and_blanks_are_left_out() -> None:
    assert list(quotations(WHO, RANKS["keep"] == 1, waived=ALL)["reason"]) == [
        "Said one.",
        "Said two.",
        "Said three.",
    ]
    assert list(quotations(WHO, RANKS["win"] == 1, waived=ALL)["reason"]) == ["Said four."]


def test_the_sector_stands_as_the_respondent_wrote_it() -> None:
    assert told(coarsen_below=0)[:2] == ["Life insurer, UK", "Reinsurer, UK"]


def test_no_country_stands_where_too_few_share_it_and_the_sector() -> None:
    assert told(coarsen_below=2) == ["Insurance, Europe"] * 3


def test_who_gave_no_reason_counts_among_those_alike() -> None:
    assert told("win", coarsen_below=2) == ["Quarry, Chile"]


def test_nobody_is_quoted_who_did_not_waive_their_anonymity() -> None:
    assert told(waived=None) == []
    some = ALL.copy()
    some["b"] = False
    quoted = quotations(WHO, RANKS["keep"] == 1, waived=some, coarsen_below=0)
    assert list(quoted["reason"]) == ["Said one.", "Said three."]


def test_who_did_not_waive_it_is_quoted_as_the_edition_says() -> None:
    some = ALL.copy()
    some["b"] = False
    assert told(waived=some, unwaived="unattributed", coarsen_below=0)[1] == ""
    assert told(waived=some, unwaived="attributed", coarsen_below=0)[1] == "Reinsurer, UK"
    # Those alike are counted among those who may be named so.
    assert told("win", waived=some.where(some.index != "e", other=False), coarsen_below=2) == [""]


@pytest.mark.parametrize(
    ("deepest", "expected"),
    [
        (2, ["Insurance, Europe"] * 3),
        (1, ["Insurance"] * 3),
        (0, [""] * 3),
    ],
)
def test_no_more_is_told_than_the_steps_allow(deepest: int, expected: list[str]) -> None:
    assert told(attribution=STEPS[:deepest], coarsen_below=0) == expected


def test_a_theme_that_nobody_put_first_has_no_reasons() -> None:
    assert quotations(WHO.iloc[:3], RANKS.iloc[:3]["win"] == 1, waived=ALL[:3]).empty


def test_the_same_words_are_told_once() -> None:
    who = WHO.assign(reason=["Said so.", "Said so.", "Said else.", None, None])
    assert list(quotations(who, RANKS["keep"] == 1, waived=ALL)["reason"]) == [
        "Said so.",
        "Said else.",
    ]


def test_dashes_and_none_are_no_words():
    texts = pd.Series(["Nobody calls back", "n/a", "-", None, "None", "Preis"])
    assert telling(texts).tolist() == [True, False, False, False, False, True]


@pytest.mark.parametrize(
    "junk",
    [
        *("n/a", ".", "...", "asdf", "ASDF!", "asdfasdf", "qwerty", "lkjh", "qwertz qwertz"),
        *(
            "See above",
            "see above!",
            "(as above)",
            "siehe oben",
            "s. o.",
            "Voir ci-dessus",
            "ditto",
        ),
        *("aaaaaa", "a", "ююю", "10", "12345", "10/10", "\U0001f44d", "!!!", "_ _", "   "),
    ],
)
def test_junk_is_not_worth_quoting(junk):
    assert quotable(pd.Series([junk])).tolist() == [False]


@pytest.mark.parametrize(
    "words",
    [
        *("Preis", "See above average prices", "Same day delivery", "Power", "Great", "propre"),
        *("They were", "No asdf key", "Above all the people", "太慢", "медленно", "So slow", "OK"),
        *("\U0001f44d fast", "24 hours", "property", "Typewriter"),
    ],
)
def test_short_words_and_other_scripts_are(words):
    assert quotable(pd.Series([words])).tolist() == [True]


def test_junk_is_quoted_nowhere():
    who = WHO.assign(reason=["see above", "asdf", "Said three.", ".", None])
    assert list(quotations(who, RANKS["keep"] == 1, waived=ALL)["reason"]) == ["Said three."]


def test_a_choice_of_quotations_hears_every_kind_of_respondent():
    said = pd.DataFrame(
        {"reason": ["one", "three", "four five", "x"], "attribution": ["A", "A", "A", "B"]}
    )
    assert spread(said, 2)["attribution"].tolist() == ["A", "B"]
    assert spread(said, 3)["reason"].tolist() == ["three", "four five", "x"]
    assert len(spread(said, 10)) == 4
