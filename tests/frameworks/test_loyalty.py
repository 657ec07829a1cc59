from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.loyalty import Comparison, by_group, check_timing, compared, prepare
from research.frameworks.relationship import account_scores
from research.simulation.supplier import Model, simulate_supplier
from research.statistics.samples.intervals import wilson

SUPPLIER = simulate_supplier(Model(accounts=80, contacts=320), seed=2)


def survey(year: int) -> tuple[pd.DataFrame, pd.Series]:
    contacts = SUPPLIER.contacts[SUPPLIER.contacts["survey"] == year]
    return account_scores(contacts), contacts.groupby("account")["answered_on"].max()


def test_the_survey_before_the_decisions_is_taken():
    frame = prepare(SUPPLIER.accounts, *survey(2015))
    assert len(frame) == 80
    assert set(frame["renewal"].dropna()) == {0.0, 1.0}
    assert frame["renewal"].isna().sum() == frame["decided_on"].isna().sum()


def test_the_survey_after_the_decisions_is_refused():
    with pytest.raises(StatisticsError, match="surveyed on or after the day their renewal"):
        prepare(SUPPLIER.accounts, *survey(2016))


def test_an_answer_on_the_day_of_the_decision_is_too_late():
    day = pd.Timestamp("2016-01-01")
    frame = pd.DataFrame({"surveyed_on": [day, day], "decided_on": [day, pd.NaT]}, index=["A", "B"])
    with pytest.raises(StatisticsError, match=r"1 of 2 rows .* \(A\)"):
        check_timing(frame)
    check_timing(frame.iloc[[1]])


def test_accounts_without_a_parent_are_families_of_their_own():
    frame = prepare(SUPPLIER.accounts, *survey(2015))
    lonely = frame["parent"] == ""
    assert (frame.loc[lonely, "family"] == frame.index[lonely]).all()
    assert frame.loc[~lonely, "family"].str.startswith("P").all()


def test_shares_of_groups_have_wilson_intervals_without_clusters():
    frame = pd.DataFrame({"band": ["a"] * 4 + ["b"] * 5, "kept": [1.0, 1, 1, 0, 0, 0, 0, 0, 1]})
    table = by_group(frame, "kept")
    assert table.loc["a", ["low", "high"]].tolist() == pytest.approx(wilson(3, 4))
    assert table.loc["b", "mean"] == pytest.approx(0.2)


def test_means_of_clustered_groups_count_the_clusters():
    frame = pd.DataFrame(
        {"band": "a", "growth": np.repeat([0.1, 0.2, 0.6], 5), "account": np.repeat([1, 2, 3], 5)}
    )
    alone, together = by_group(frame, "growth"), by_group(frame, "growth", cluster="account")
    assert together.loc["a", "clusters"] == 3
    assert together.loc["a", "low"] < alone.loc["a", "low"]


def test_a_group_of_one_has_a_mean_and_no_interval():
    row = by_group(pd.DataFrame({"band": ["a"], "growth": [0.3]}), "growth").loc["a"]
    assert row["mean"] == pytest.approx(0.3)
    assert np.isnan(row["low"])


def test_left_out_rows_are_counted():
    frame = pd.DataFrame(
        {"band": ["promoter", "detractor", "promoter", "passive"], "kept": [1.0, 0, np.nan, 1]}
    )
    rows, dropped = compared(frame, Comparison("kept"))
    assert (len(rows), dropped) == (2, 1)


def test_an_outcome_of_one_value_is_an_error():
    frame = pd.DataFrame({"band": ["promoter", "detractor"], "kept": [1.0, 1.0]})
    with pytest.raises(StatisticsError, match="kept has one value in all 2 rows"):
        compared(frame, Comparison("kept"))


def test_an_absent_column_is_named():
    with pytest.raises(StatisticsError, match="no column service"):
        compared(
            pd.DataFrame({"band": [], "kept": []}), Comparison("kept", confounders=("service",))
        )
