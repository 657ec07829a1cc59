from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.loyalty import Comparison
from research.frameworks.loyalty_scan import simpson_scan, strata

# Charig et al. (1986): successes of all, by size of the stone and treatment.
KIDNEY = {
    ("small", "open"): (81, 87),
    ("small", "percutaneous"): (234, 270),
    ("large", "open"): (192, 263),
    ("large", "percutaneous"): (55, 80),
}
TREATMENT = Comparison("success", "treatment", "open", "percutaneous")


def stones() -> pd.DataFrame:
    rows = [
        (size, treatment, float(number < good))
        for (size, treatment), (good, base) in KIDNEY.items()
        for number in range(base)
    ]
    return pd.DataFrame(rows, columns=["size", "treatment", "success"])


def test_kidney_stones_are_a_full_reversal():
    row = simpson_scan(stones(), TREATMENT, ["size"]).loc["size"]
    assert row["crude"] == pytest.approx(0.780 - 0.826, abs=0.0006)
    assert row["standardised"] == pytest.approx(0.8325 - 0.7789, abs=0.0001)
    assert (row["reversal"], row["opposed"], row["strata"]) == ("full", 2, 2)
    assert "Simpson's paradox" in row["finding"]
    assert "size" in row["finding"]


def test_strata_have_newcombe_intervals():
    table = strata(stones(), TREATMENT, "size")
    assert table.loc["small", "treated_mean"] == pytest.approx(81 / 87)
    assert (table["low"] < table["difference"]).all()
    assert (table["difference"] < table["high"]).all()


def test_a_breakdown_that_explains_nothing_is_no_reversal():
    frame = stones().assign(day=lambda rows: rows.index % 2)
    row = simpson_scan(frame, TREATMENT, ["day"]).loc["day"]
    assert (row["reversal"], row["finding"]) == ("", "")


def test_strata_that_lack_a_group_are_left_out_and_counted():
    frame = stones()
    extra = pd.DataFrame({"size": "huge", "treatment": "open", "success": [1.0] * 7})
    row = simpson_scan(pd.concat([frame, extra]), TREATMENT, ["size"]).loc["size"]
    assert (row["strata"], row["left_out"]) == (2, 7)


def test_strata_of_a_handful_have_no_direction():
    few = stones().groupby(["size", "treatment"]).head(4)
    few.loc[few.index[0], "success"] = 0.0
    assert simpson_scan(few, TREATMENT, ["size"]).loc["size", "opposed"] == 0
