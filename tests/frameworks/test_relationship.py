from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.frameworks.relationship import (
    PARTS,
    Rules,
    account_band,
    account_nps,
    account_scores,
    band,
    coverage,
    duality,
    portfolio,
    quality,
)

RATED = ["trust", "commitment", "satisfaction", "value", "solution", "experience"]


def contact(account: str = "A", recommend: float | None = 9, rating: float = 6, **parts) -> dict:
    """One made-up contact; without a recommendation, one who did not answer."""
    answers = dict.fromkeys(RATED, rating if recommend is not None else np.nan)
    return {"account": account, "recommend": recommend, "side": "user", **answers, **parts}


def scores(*rows: dict, rules: Rules | None = None) -> pd.DataFrame:
    return account_scores(pd.DataFrame(list(rows)), rules)


def test_bands_run_as_they_are_defined_everywhere():
    named = band(pd.Series([10.0, 9, 8, 7, 6, 0, np.nan]))
    assert named.tolist()[:6] == ["promoter"] * 2 + ["passive"] * 2 + ["detractor"] * 2
    assert named.isna().tolist() == [False] * 6 + [True]


def test_a_recommendation_of_eleven_is_an_error():
    with pytest.raises(StatisticsError, match="holds 11; allowed: 0 to 10"):
        band(pd.Series([11]))


def test_trust_and_commitment_count_twice():
    row = pd.DataFrame([{**dict.fromkeys(PARTS, 4.0), "trust": 7.0}])
    assert quality(row).iloc[0] == pytest.approx((7 * 2 + 4 * 5) / 7)


def test_quality_needs_half_of_the_weight_answered():
    row = {**dict.fromkeys(PARTS, np.nan), "trust": 5.0}
    assert np.isnan(quality(pd.DataFrame([row])).iloc[0])
    assert quality(pd.DataFrame([{**row, "commitment": 7.0}])).iloc[0] == pytest.approx(6)


def test_the_published_example_is_an_ambassador():
    # Of twenty people twelve are promoters, six passives and two detractors.
    people = [contact(recommend=9)] * 12 + [contact(recommend=8)] * 6 + [contact(recommend=5)] * 2
    row = scores(*people).loc["A"]
    assert (row["promoters"], row["passives"], row["detractors"]) == (12, 6, 2)
    assert row["nps"] == pytest.approx(50)
    assert row["category"] == "ambassador"


@pytest.mark.parametrize(
    ("answers", "category"),
    [
        ({"rating": 6}, "ambassador"),
        ({"rating": 6, "recommend": 8}, "rational"),
        ({"rating": 6, "experience": 4.6}, "rational"),
        ({"rating": 6, "experience": 4.0}, "ambivalent"),
        ({"rating": 6, "solution": 3.0}, "ambivalent"),
        ({"rating": 4.2}, "ambivalent"),
        ({"rating": 5, "value": 2, "commitment": 4}, "stalker"),
        ({"rating": 2, "recommend": 1}, "opponent"),
    ],
)
def test_each_category_follows_from_its_rule(answers, category):
    assert scores(contact(**answers), contact(**answers)).loc["A", "category"] == category


def test_an_account_on_a_line_is_above_it_whatever_binary_fractions_leave():
    given = [(4, 4, 2, 2, 2), (4, 2, 2, 2, 4), (6, 5, 7, 7, 5), (2, 5, 3, 2, 3)]
    rows = [contact(value=6, **dict(zip(PARTS, answers, strict=True))) for answers in given]
    found = scores(*rows).loc["A"]
    assert found["quality"] == 3.75
    assert found["category"] == "ambivalent"


def test_one_answer_of_two_contacts_gives_no_category():
    row = scores(contact(), contact(recommend=None)).loc["A"]
    assert pd.isna(row["category"])
    assert row["thin"]
    assert row["completion"] == pytest.approx(50)


def test_an_account_with_a_single_contact_is_categorised_by_it():
    assert scores(contact()).loc["A", "category"] == "ambassador"


def test_a_silent_account_is_kept_without_scores():
    row = scores(contact("A"), contact("B", recommend=None)).loc["B"]
    assert (row["answered"], row["invited"]) == (0, 1)
    assert pd.isna(row["nps"])
    assert pd.isna(row["band"])


def test_uniqueness_needs_both_solution_and_experience():
    row = scores(contact(solution=7, experience=3), contact(solution=7, experience=3)).loc["A"]
    assert row["uniqueness"] == 3


def test_rules_are_parameters():
    lenient = Rules(ambassador_nps=0, fewest_answers=1)
    rows = (contact(recommend=8), contact(recommend=None))
    assert scores(*rows, rules=lenient).loc["A", "category"] == "ambassador"


def test_answers_of_two_surveys_are_not_mixed():
    frame = pd.DataFrame([contact(survey=2015), contact(survey=2016)])
    with pytest.raises(StatisticsError, match="several surveys"):
        account_scores(frame)


def test_accounts_are_banded_by_their_nps():
    nps = pd.Series({"A": 30.0, "B": 29.0, "C": 0.0, "D": -1.0, "E": np.nan})
    assert account_band(nps).tolist()[:4] == ["promoter", "passive", "passive", "detractor"]
    assert pd.isna(account_band(nps)["E"])


@settings(max_examples=25)
@given(answers=st.lists(st.integers(0, 10), min_size=1, max_size=12))
def test_account_nps_is_that_of_all_its_people(answers):
    frame = pd.DataFrame({"account": "A", "recommend": [float(value) for value in answers]})
    expected = sum((value >= 9) - (value <= 6) for value in answers) / len(answers)
    assert account_nps(frame)["A"] == pytest.approx(100 * expected)


def test_portfolio_is_held_against_the_typical_one():
    rows = [contact(f"A{n}") for n in range(60)]
    rows += [contact(f"R{n}", recommend=8) for n in range(20)]
    shown = portfolio(scores(*rows))
    assert shown.loc["ambassador", ["count", "base"]].tolist() == [60, 80]
    assert shown.loc["ambassador", "verdict"] == "above"
    assert shown.loc["rational", "verdict"] == "below"
    assert shown.loc["weak", "verdict"] == "below"


def test_a_small_portfolio_cannot_tell():
    shown = portfolio(scores(contact("A"), contact("B", recommend=8), contact("C", recommend=8)))
    assert shown.loc["ambassador", "verdict"] == "open"


def test_coverage_counts_accounts_and_answers_by_segment():
    table = scores(contact("A"), contact("A", recommend=None), contact("B", recommend=None))
    heard = coverage(table, pd.Series({"A": "north", "B": "south"}))
    assert heard.loc["north", ["accounts", "heard", "contacts", "answers"]].tolist() == [1, 1, 2, 1]
    assert heard.loc["south", "heard_percent"] == 0


def test_payers_and_users_are_apart_only_where_both_answered():
    rows = [
        contact("A", side="payer", rating=4),
        contact("A", side="user", rating=6),
        contact("B", side="user"),
        contact("B", side="payer", recommend=None),
    ]
    both = duality(pd.DataFrame(rows))
    assert both.index.tolist() == ["A"]
    assert both.loc["A", "gap"] == pytest.approx(-2)


def test_sides_just_a_point_apart_are_a_point_apart():
    higher = {"trust": 2, "commitment": 2, "satisfaction": 3, "solution": 3, "experience": 2}
    lower = {part: rating - 1 for part, rating in higher.items()}
    rows = [contact(side="payer", **higher), contact(side="user", **lower)]
    assert duality(pd.DataFrame(rows)).loc["A", "gap"] == 1


def test_a_side_of_neither_kind_is_an_error():
    with pytest.raises(StatisticsError, match="allowed: payer, user"):
        duality(pd.DataFrame([contact(side="both")]))
