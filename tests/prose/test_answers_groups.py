from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from research.prose.answers import observe_answers
from research.tabulation.tab import About
from tests.prose.answered import counted, hidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.tabulation.tab import Tab

SECTORS = {"sector": ["Banking", "Retail", "Food"]}
CLEAR = {"phone": [200, 90, 60, 50], "web": [160, 60, 52, 48]}
BASES = [400, 150, 130, 120]


def told(made: Tab) -> dict[tuple[str, str], str]:
    found = observe_answers(made)
    rules = {"more", "less", "higher", "lower", "larger", "smaller", "above", "below", "alike"}
    return {(one.rule, one.about): one.sentence for one in found if one.rule in rules}


def test_a_column_is_told_above_those_that_the_test_puts_it_above() -> None:
    made = counted("multi", CLEAR, BASES, groups=SECTORS)
    assert told(made) == {
        ("more", "phone"): (
            "“Phone” is named more often among “Banking” (60%) than among “Food” (42%)."
        )
    }


def test_a_column_below_two_others_is_told_below_them() -> None:
    web = {"phone": [200, 75, 65, 60], "web": [100, 20, 40, 40]}
    assert told(counted("single", web, BASES, groups=SECTORS))["less", "web"] == (
        "“Web” is given less often among “Banking” (13%) than among “Retail” (31%) and among "
        "“Food” (33%)."
    )


def test_columns_go_by_their_phrase() -> None:
    made = counted("multi", CLEAR, BASES, groups=SECTORS)
    phrases = {"sector.banking": "in Banking & Finance", "sector.food": "in Food"}
    named = replace(
        made,
        points=tuple(replace(p, phrase=phrases.get(p.key, "")) for p in made.points),
    )
    assert "in Banking & Finance (60%) than in Food (42%)" in told(named)["more", "phone"]


def test_a_label_that_says_little_is_told_with_what_was_asked() -> None:
    yes = {"phone": [200, 150, 50], "web": [100, 50, 50]}
    made = counted("multi", yes, [400, 200, 200], groups={"customer": ["Yes", "No"]})
    assert (
        "among “Customer: Yes” (75%) than among “Customer: No” (25%)"
        in (told(made)["more", "phone"])
    )


def test_what_the_test_denies_is_not_told_whatever_the_figures() -> None:
    made = counted("multi", CLEAR, BASES, groups=SECTORS)
    denied = replace(made, tests=made.tests.assign(significant=False))
    assert ("more", "phone") not in told(denied)
    unlettered = replace(made, letters=made.letters.replace("C", ""))
    assert ("more", "phone") not in told(unlettered)
    weaker = replace(made, letters=made.letters.replace("C", "c"))
    assert ("more", "phone") not in told(weaker)


def test_where_letters_have_two_signs_the_comparisons_speak_alone() -> None:
    made = counted("multi", CLEAR, BASES, groups=SECTORS)
    points = tuple(replace(p, letter=p.letter and f"A{p.letter}") for p in made.points)
    bare = replace(made, points=points, letters=made.letters.replace("C", ""))
    assert ("more", "phone") in told(bare)


def test_figures_that_print_alike_are_no_difference() -> None:
    many = {"phone": [802_000, 401_900, 400_100], "web": [198_000, 98_100, 99_900]}
    bases = [1_000_000, 500_000, 500_000]
    made = counted("single", many, bases, groups={"sector": ["Banking", "Retail"]})
    assert made.tests["significant"].all()
    assert told(made) == {}


def test_columns_too_small_to_test_are_not_spoken_of() -> None:
    small = {"phone": [200, 90, 80, 2], "web": [160, 60, 60, 20]}
    made = counted("multi", small, [400, 150, 225, 25], groups=SECTORS)
    assert not any("Food" in sentence for sentence in told(made).values())
    assert ("more", "phone") in told(made)


def test_small_columns_are_flagged_in_words() -> None:
    lines = {"a": [130, 90, 40], "b": [50, 20, 30]}
    made = counted("multi", lines, [200, 100, 99], groups={"s": ["North", "South"]})
    assert told(made)["more", "a"].endswith("than among “South” (40%), in part on small bases.")


def test_hidden_cells_and_their_group_are_not_spoken_of() -> None:
    made = hidden(counted("multi", CLEAR, BASES, groups=SECTORS), "phone", "sector.food")
    assert not any("Food" in sentence for sentence in told(made).values())
    # The rest of the group would tell of the hidden cell.
    rest = made.rest.copy()
    rest.loc["phone", "sector.banking"] = "higher"
    assert told(replace(made, rest=rest)) == {}


def test_a_column_is_told_against_the_rest_where_no_pair_differs() -> None:
    close = {"phone": [200, 85, 61, 54], "web": [160, 60, 52, 48]}
    made = counted("multi", close, BASES, groups=SECTORS)
    assert {rule for rule, _ in told(made)} == {"alike"}
    rest = made.rest.copy()
    rest.loc["phone", "sector.banking"] = "higher"
    assert told(replace(made, rest=rest))["more", "phone"] == (
        "“Phone” is named more often among “Banking” (57%) than among the other groups together."
    )
    row = made.tests[made.tests["line"] == "phone"].iloc[:1]
    apart = row.assign(first="sector.banking", second="rest", difference=10.6, significant=True)
    known = replace(made, tests=pd.concat([made.tests, apart]), rest=rest)
    assert told(known)["more", "phone"].endswith("than among the other groups together (46%).")


@pytest.mark.parametrize(("kind", "noun"), [("single", "answer"), ("multi", "option")])
def test_a_sentence_opens_with_a_capital_where_an_answer_has_none(kind, noun) -> None:
    lines = {"yes": [130, 90, 40], "no": [70, 10, 60]}
    made = counted(kind, lines, [200, 100, 100], groups={"s": ["North", "South"]})
    small = tuple(replace(line, label=line.label.lower()) for line in made.lines)
    for said in told(replace(made, lines=small)).values():
        assert said[0].isupper(), said
    assert any(f"The {noun} “" in said for said in told(replace(made, lines=small)).values())


def test_that_nothing_differs_is_told_only_where_columns_were_compared() -> None:
    close = {"phone": [200, 80, 65, 55], "web": [160, 60, 52, 48]}
    made = counted("multi", close, BASES, groups=SECTORS)
    assert told(made) == {
        ("alike", "sector.banking"): (
            "The differences by “Sector” are all within the reach of chance."
        )
    }
    assert told(replace(made, tests=made.tests.iloc[:0])) == {}


def test_groups_in_which_nothing_differs_are_told_together() -> None:
    groups = {"sector": ["Banking", "Retail"], "region": ["North", "South"]}
    made = counted("multi", {"a": [100, 50, 50, 50, 50]}, [200, 100, 100, 100, 100], groups=groups)
    assert told(made) == {
        ("alike", "sector.banking"): (
            "The differences by “Sector” and “Region” are all within the reach of chance."
        )
    }


def test_of_two_answers_that_leave_no_third_one_difference_is_told() -> None:
    answers = {"yes": [200, 150, 50], "no": [200, 50, 150]}
    made = counted("single", answers, [400, 200, 200], groups={"s": ["North", "South"]})
    assert list(told(made)) == [("more", "yes")]
    unsure = {**answers, "no": [150, 30, 120], "dk": [50, 20, 30]}
    made = counted("single", unsure, [400, 200, 200], groups={"s": ["North", "South"]})
    assert set(told(made)) == {("more", "yes"), ("more", "no")}


def test_a_difference_in_an_answer_that_says_nothing_is_no_likeness() -> None:
    answers = {"yes": [100, 50, 50], "no": [100, 50, 50], "dk": [100, 90, 10]}
    made = counted("single", answers, [300, 190, 110], groups={"s": ["North", "South"]})
    assert ("alike", "s.north") not in told(made)


@pytest.mark.parametrize("kind", ["single", "multi", "open"])
def test_sentences_keep_the_rules_of_the_house(
    kind: str, well_formed: Callable[[str], bool]
) -> None:
    for one in observe_answers(counted(kind, CLEAR, BASES, groups=SECTORS)):
        assert all(well_formed(sentence.lstrip("“")) for sentence in one.wordings)


@pytest.mark.parametrize(
    "made",
    [
        counted("single", CLEAR, BASES, groups=SECTORS),
        counted("single", {"yes": [400], "no": [0]}, [400]),
        counted("multi", {"yes": [0], "no": [0]}, [400]),
        counted("single", {"yes": [4], "no": [3]}, [7]),
    ],
    ids=["apart", "everybody", "nobody", "thin"],
)
def test_rows_of_a_further_table_are_called_what_they_are(made: Tab) -> None:
    accounts = replace(made, about=About("accounts", "account", "accounts"))
    said = [wording for one in observe_answers(accounts) for wording in one.wordings]
    assert any("account" in wording.lower() for wording in said)
    assert not [wording for wording in said if "respondent" in wording.lower()]
