"""Control charts against published examples, and on both sides of each limit."""

from __future__ import annotations

import numpy as np
import pytest

from research.errors import StatisticsError
from research.frameworks.control import individuals_chart, mean_chart, share_chart

# Inside diameters of piston rings, in samples of three to five; Montgomery (2009), Introduction to
# Statistical Quality Control, sixth edition, table 6.4: thousandths of a millimetre above 74 mm.
RINGS = """
30 2 19 -8 8|-5 -8 1|-12 24 21 5 2|2 -4 -7 15 9|-8 7 15 -11 14|9 -6 -3 -15|-5 6 -6 0|
-15 3 -7 15 -12|8 -5 9 5|-2 0 -10 7 -5|-6 -2 -6 -5 -10|4 0 7 0 -4|-17 2 -2|6 -33 -6 0 -16|12 14 -2|
0 -16 5 -2 -4|-6 12 -14 5|6 10 18 3 0|-16 2 3 5 -3|0 10 13|-18 1 15 5 -4|4 -1 -10 6 9|
10 -11 -10 9 14|15 8 -7 0 10|-18 -16 -5 17 13
"""
# Purchase orders and those with faults, week by week; the same, table 7.4.
FAULTS = "12 8 6 9 10 12 11 16 10 6 20 15 9 8 6 8 10 7 5 8 5 8 10 6 9"
ORDERS = "100 80 80 100 110 110 100 100 90 90 110 120 120 120 110 80 80 80 90 100 100 100 100 90 90"
# Rates of flow, batch by batch; NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# Chips that do not conform on wafers of 50; the same, section 6.3.3.2.
WAFERS = (
    "12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6"
)  # fmt: skip


def numbers(text: str) -> list[int]:
    return [int(one) for one in text.split()]


def test_means_of_samples_of_unequal_size_have_the_published_limits():
    samples = [[74 + one / 1000 for one in numbers(row)] for row in RINGS.split("|")]
    found = mean_chart(samples)
    assert len(found) == 25
    assert found["centre"].iloc[0] == pytest.approx(74.001, abs=5e-4)
    # Sigma is printed as 0.0103, and A3 of five as 1.427: 74.016 and 73.986.
    assert found["high"].iloc[0] == pytest.approx(74.001 + 1.427 * 0.0103, abs=5e-4)
    assert found["low"].iloc[0] == pytest.approx(73.986, abs=5e-4)
    assert found["high"].iloc[1] == pytest.approx(74.001 + 1.954 * 0.0103, abs=5e-4)
    assert not found["beyond"].any()


def test_shares_of_unequal_bases_have_the_published_limits():
    found = share_chart(numbers(FAULTS), numbers(ORDERS))
    assert found["centre"].iloc[0] == pytest.approx(234 / 2450)
    assert found.loc[10, ["value", "high"]].tolist() == pytest.approx([0.182, 0.180], abs=1e-3)
    # The eleventh is the one that is out of control.
    assert np.flatnonzero(found["beyond"]).tolist() == [10]
    assert found["low"].iloc[1] == 0


def test_shares_of_equal_bases_have_the_published_limits():
    found = share_chart(numbers(WAFERS), [50] * 30)
    assert found.iloc[0][["centre", "low", "high"]].tolist() == pytest.approx(
        [0.2313, 0.0524, 0.4102], abs=1e-4
    )
    assert np.flatnonzero(found["beyond"]).tolist() == [14, 22]


def test_single_values_have_the_published_limits():
    found = individuals_chart(FLOW)
    ends = found.iloc[0][["centre", "low", "high"]].tolist()
    assert ends == pytest.approx([50.81, 45.8159, 55.8041], abs=1e-4)
    assert not found["beyond"].any()


@pytest.mark.parametrize(("step", "beyond"), [(1.0, False), (1.01, True)])
def test_what_lies_on_a_limit_is_not_outside(step, beyond):
    base, reach = 10_000, 3 * np.sqrt(0.2 * 0.8 / 10_000)
    # One below and one above by the same, so that the centre stays where it is.
    counts = [(0.2 - step * reach) * base, (0.2 + step * reach) * base, *[0.2 * base] * 20]
    found = share_chart(counts, [base] * 22)
    assert found["beyond"].tolist() == [beyond, beyond, *[False] * 20]


def test_a_period_without_answers_has_neither_value_nor_limits():
    means = mean_chart([[1, 2], [], [2], [1, 3]])
    assert means["base"].tolist() == [2, 0, 1, 2]
    assert means["value"].isna().tolist() == [False, True, False, False]
    assert means["low"].isna().tolist() == [False, True, True, False]
    shares = share_chart([1, 0], [4, 0])
    assert shares["low"].isna().tolist() == [False, True]
    single = individuals_chart([1.0, 2.0, float("nan"), 2.0])
    assert single["base"].tolist() == [1, 1, 0, 1]
    assert single["high"].iloc[0] == pytest.approx(5 / 3 + 3 / 1.128)


def test_what_cannot_be_charted_is_refused_with_a_reason():
    with pytest.raises(StatisticsError, match="no period has two answers"):
        mean_chart([[1], [], [2]])
    with pytest.raises(StatisticsError, match="no period has an answer"):
        share_chart([0], [0])
    with pytest.raises(StatisticsError, match="more than its base"):
        share_chart([2], [1])
    with pytest.raises(StatisticsError, match="no two periods follow each other"):
        individuals_chart([1.0, float("nan"), 2.0])


def test_few_points_of_a_process_in_control_lie_outside():
    rng = np.random.default_rng(1)
    found = mean_chart(list(rng.normal(5, 1.3, (4_000, 30))))
    # 0.27% where limits are known; 10.8 of 4,000, in control of that number by its own limits.
    assert abs(found["beyond"].sum() - 10.8) < 3 * np.sqrt(10.8)
