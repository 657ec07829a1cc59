"""Health and alerts: each edge of each rule on both sides."""

from __future__ import annotations

import pandas as pd
import pytest

from research.edition.listening import HealthPart
from research.frameworks.health import Scale, alerts, health, part_values

TODAY = pd.Timestamp("2016-07-01")
ACCOUNTS = pd.Index(["A1"], name="account")


def part(weight: float, worst: float = 0, best: float = 100) -> Scale:
    return Scale(worst, best, weight)


def one(values: dict[str, float | None], weights: dict[str, float], **options) -> pd.Series:
    """The health of a single account."""
    given = {name: pd.Series({"A1": value}, dtype=float) for name, value in values.items()}
    parts = {name: part(weight) for name, weight in weights.items()}
    return health(given, parts, ACCOUNTS, **options).loc["A1"]


@pytest.mark.parametrize(("count", "known"), [(2, False), (3, True)])
def test_a_mean_needs_as_many_answers_as_are_asked_for(count, known):
    frame = pd.DataFrame(
        {"account": ["A1"] * 3, "score": [4.0, 8.0, 9.0][:count] + [None] * (3 - count)}
    )
    found = part_values(frame, "score", 3)
    assert found.to_dict() == ({"A1": 7.0} if known else {})


def test_the_index_is_the_weighted_mean_of_the_parts():
    found = one({"survey": 80, "product": 40}, {"survey": 3, "product": 1})
    assert found["index"] == 70


@pytest.mark.parametrize(
    ("index", "state"), [(39.9, "low"), (40, "middle"), (59.9, "middle"), (60, "high")]
)
def test_an_index_on_an_edge_belongs_above(index, state):
    assert one({"survey": index}, {"survey": 1})["state"] == state


@pytest.mark.parametrize(("weight", "known"), [(0.5, True), (0.49, False)])
def test_enough_of_the_weights_must_be_known(weight, known):
    found = one({"survey": None, "product": 30}, {"survey": 1 - weight, "product": weight})
    assert found.notna()["index"] == known
    assert (found["state"] == "low") == known
    if known:
        assert found["index"] == 30


@pytest.mark.parametrize(
    ("survey", "product", "hidden"),
    [(60, 39.9, True), (59.9, 39.9, False), (60, 40, False), (None, 10, False), (90, None, False)],
)
def test_a_high_first_part_hides_a_low_one(survey, product, hidden):
    assert (
        one({"survey": survey, "product": product}, {"survey": 1, "product": 1})["hidden"] == hidden
    )


@pytest.mark.parametrize(("value", "scaled"), [(0, 100), (15, 50), (30, 0), (45, 0), (-3, 100)])
def test_the_best_may_be_the_lower_number_and_parts_end_at_0_and_100(value, scaled):
    parts = {"days": part(1, worst=30, best=0)}
    found = health({"days": pd.Series({"A1": float(value)})}, parts, ACCOUNTS)
    assert found["days"].tolist() == [scaled]


def test_worst_and_best_must_differ():
    with pytest.raises(ValueError, match="worst and best of 'x' are both 5"):
        HealthPart(label="x", table="t", question="q", worst=5, best=5, weight=1)


def came(score: float, raised: str, *back: str, **options) -> pd.DataFrame:
    answers = pd.DataFrame({"account": ["A1"], "score": [score], "day": [pd.Timestamp(raised)]})
    followed = pd.DataFrame(
        {"account": ["A1"] * len(back), "day": pd.to_datetime(list(back)), "owner": "M1"}
    )
    return alerts(answers, followed, TODAY, **options)


@pytest.mark.parametrize(("score", "count"), [(6, 1), (7, 0)])
def test_the_highest_low_score_raises_an_alert(score, count):
    assert len(came(score, "2016-06-01")) == count


@pytest.mark.parametrize(
    ("back", "state", "wait"),
    [("2016-06-01", "in time", 0), ("2016-06-06", "in time", 5), ("2016-06-07", "late", 6)],
)
def test_the_last_of_the_promised_days_is_in_time(back, state, wait):
    found = came(3, "2016-06-01", back).loc["A1"]
    assert (found["state"], found["wait"], found["owner"]) == (state, wait, "M1")


@pytest.mark.parametrize(("raised", "state"), [("2016-06-26", "open"), ("2016-06-25", "overdue")])
def test_an_alert_is_open_until_its_days_have_passed(raised, state):
    assert came(3, raised)["state"].tolist() == [state]


def test_who_came_before_the_alert_or_after_the_day_of_the_edition_has_not_come_back():
    found = came(3, "2016-06-01", "2016-05-31", "2016-07-02")
    assert found["state"].tolist() == ["overdue"]
    assert came(3, "2016-06-28", "2016-07-01")["state"].tolist() == ["in time"]


def test_an_account_has_one_alert_from_its_first_low_score():
    answers = pd.DataFrame(
        {
            "account": ["A1", "A1", "A2"],
            "score": [2.0, 5.0, 9.0],
            "day": pd.to_datetime(["2016-06-10", "2016-06-03", "2016-06-01"]),
        }
    )
    followed = pd.DataFrame({"account": ["A1"], "day": pd.to_datetime(["2016-06-09"])})
    found = alerts(answers, followed, TODAY)
    assert found["raised"].tolist() == [pd.Timestamp("2016-06-03")]
    assert found["state"].tolist() == ["late"]
