"""Types of contacts: each edge on both sides, and what is told of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.frameworks.personas import (
    PERSONAS,
    persona_plays,
    persona_words,
    personas,
    personas_summary,
)

EDGES = {"satisfaction": 5.0, "willingness": 6.0, "knowledge": 4.0}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ((5, 6, 4), "partner"),
        ((5, 6, 3.99), "learner"),
        ((5, 5.99, 4), "guest"),
        ((5, 5.99, 1), "guest"),
        ((4.99, 6, 4), "waiting"),
        ((4.99, 6, 1), "waiting"),
        ((4.99, 5.99, 7), "turned away"),
        ((1, 1, 1), "turned away"),
    ],
)
def test_an_edge_counts_and_what_is_below_it_does_not(answers, told):
    frame = pd.DataFrame([answers], columns=list(EDGES))
    assert personas(frame, EDGES).tolist() == [told]


def test_without_one_of_the_answers_there_is_no_type():
    frame = pd.DataFrame([(5.0, 6.0, np.nan), (np.nan, 6.0, 4.0)], columns=list(EDGES))
    assert personas(frame, EDGES).isna().all()


def contacts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account": ["A1", "A1", "A2", "A3", "A3"],
            "recommend": [10, 9, 10, 6, 9],
            "persona": ["partner", "guest", "partner", "partner", None],
        }
    )


def test_revenue_of_an_account_is_shared_by_those_with_a_type():
    revenue = pd.Series({"A1": 100.0, "A2": 300.0, "A3": 50.0})
    found = personas_summary(contacts(), revenue)
    assert found.index.tolist() == list(PERSONAS)
    assert found["revenue"].tolist() == [50 + 300 + 50, 0, 50, 0, 0]
    assert found["revenue_share"].sum() == pytest.approx(100)


def test_people_scores_and_limits_of_a_type():
    row = personas_summary(contacts(), pd.Series({"A1": 1.0, "A2": 1.0, "A3": 1.0})).loc["partner"]
    assert (row["people"], row["share"], row["accounts"]) == (3, 75, 3)
    assert row["nps"] == pytest.approx(100 / 3)
    assert (row["low"], row["high"]) == (-100, 100)


def test_people_of_one_account_have_a_score_without_limits():
    row = personas_summary(contacts(), pd.Series({"A1": 1.0, "A2": 1.0})).loc["guest"]
    assert row["nps"] == 100
    assert np.isnan(row["low"])


def test_every_type_has_a_name_and_a_play():
    assert set(persona_words()) == set(persona_plays()) == set(PERSONAS)
