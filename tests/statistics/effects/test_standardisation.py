from __future__ import annotations

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.effects.standardisation import standardised_shares

# Kidney stones, Charig et al. 1986: successes by treatment and size of the stone.
STONES = pd.DataFrame(
    {
        "stratum": ["small", "small", "large", "large"],
        "group": ["open", "percutaneous"] * 2,
        "count": [81, 234, 192, 55],
        "n": [87, 270, 263, 80],
    }
)


def test_the_order_turns_round_as_published():
    shares = standardised_shares(STONES)
    assert shares["crude"].round(3).tolist() == [0.780, 0.826]
    assert shares["standardised"].round(4).tolist() == [0.8325, 0.7789]


def test_a_mix_of_one_stratum_gives_its_shares():
    shares = standardised_shares(STONES, {"small": 1.0})
    assert shares["standardised"].tolist() == pytest.approx([81 / 87, 234 / 270])


def test_a_group_without_a_stratum_is_named():
    with pytest.raises(StatisticsError, match="'open' has nobody in stratum 'large'"):
        standardised_shares(STONES.drop(index=2))
