from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.relationship_position import (
    Score,
    position,
    supplier_scores,
)

HUNDRED = pd.Series(np.arange(1.0, 101.0))


def test_a_score_known_exactly_stands_where_it_counts():
    place = position(Score(90.5, 0.0, 500), HUNDRED)
    assert place["percentile"] == 90
    assert (place["quartile"], place["decile"]) == (1, 1)
    assert place["percentile_low"] < 90 < place["percentile_high"]


def test_an_uncertain_score_may_stand_in_several_tenths():
    sure, unsure = (position(Score(50.5, error, 50), HUNDRED) for error in (0.0, 20.0))
    assert unsure["decile_high"] - unsure["decile_low"] > sure["decile_high"] - sure["decile_low"]
    assert 0 < unsure["top_quartile"] < 0.5


def test_the_best_score_is_in_the_first_tenth_and_the_poorest_in_the_last():
    assert position(Score(200.0, 0.0, 9), HUNDRED)["decile"] == 1
    assert position(Score(0.0, 0.0, 9), HUNDRED)["decile"] == 10


def test_nine_suppliers_are_too_few():
    with pytest.raises(StatisticsError, match="9 suppliers; allowed: 10 or more"):
        position(Score(5.0, 0.1, 40), HUNDRED.head(9))


def test_errors_of_supplier_scores_count_accounts():
    parts = dict.fromkeys(["trust", "commitment", "satisfaction", "solution", "experience"], 5.0)
    rows = [
        {"account": account, "recommend": 9.0 if account < 10 else 5.0, **parts}
        for account in range(20)
        for _ in range(10)
    ]
    score = supplier_scores(pd.DataFrame(rows))["nps"]
    assert (score.value, score.base) == (0, 200)
    assert score.error == pytest.approx(100 / np.sqrt(19))
