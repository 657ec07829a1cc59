from __future__ import annotations

import pytest
from statsmodels.stats.proportion import proportions_ztest

from research.review.wavetests import share_lines, shares_tested


def line(name: str, value: float, base: float | None = 100, unit: str = "percent"):
    return {"name": name, "value": value, "base": base, "unit": unit, "label": name.upper()}


def test_one_share_is_tested_as_a_library_does():
    (found,) = shares_tested([line("a", 50, 120)], [line("a", 35, 80)])
    assert found.p == pytest.approx(proportions_ztest([60, 28], [120, 80])[1])


def test_probabilities_allow_for_the_number_of_shares():
    old = [line("a", 50), line("b", 50), line("c", 50)]
    new = [line("a", 35), line("b", 50), line("c", 52)]
    found = shares_tested(old, new)
    assert found[0].name == "a"
    alone = proportions_ztest([50, 35], [100, 100])[1]
    assert found[0].p == pytest.approx(3 * alone)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (line("a", 3.2, unit="mean"), line("a", 3.4, unit="mean")),
        (line("a", 50, None), line("a", 35)),
        (line("a", 50), line("b", 35)),
        (line("a", 0), line("a", 0)),
        (line("a", 50, 1), line("a", 35)),
    ],
)
def test_what_is_no_share_of_both_is_not_tested(old, new):
    assert shares_tested([old], [new]) == []
    assert share_lines([], 0.95) == []


def test_those_that_changed_by_more_than_chance_are_told_with_bases():
    found = shares_tested([line("a", 80), line("b", 50)], [line("a", 35), line("b", 52)])
    head, told = share_lines(found, 0.95)
    assert head.startswith("1 of 2 shares changed by more than chance")
    assert told == "A (a): 80.0% → 35.0%, p < 0.001, base 100 and 100"
