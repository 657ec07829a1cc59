"""Small distributions: what too few said is never told, and cannot be found by subtracting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.audit.distributions import bars_of, pooled
from research.study import open_study

COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=9)


@given(COUNTS, st.integers(0, 15))
def test_no_count_below_the_fewest_is_told_and_none_is_lost(counts: list[int], least: int) -> None:
    given_ = [(str(at), count) for at, count in enumerate(counts)]
    shown = pooled(given_, least)
    assert sum(count for _, count in shown) == sum(counts)
    if sum(counts) >= least:
        assert all(count == 0 or count >= least for _, count in shown)
    if any(0 < count < least for count in counts) and np.count_nonzero(counts) > 1:
        # Together with another: what is left out cannot be told from the sum of all.
        assert shown[-1][0].partition(" ")[0] != "1"


@pytest.fixture(scope="module")
def customers():
    study = open_study("params/customers.yml")
    return study.read("answers"), study.table("answers")


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("sector", "answered"),
        ("recommend", "answered"),
        ("service", "mean"),
        ("channels", "asked"),
        ("wallet", "mean"),
        ("matters", "first"),
        ("employees", "answered"),
        ("interview", "answered"),
    ],
)
def test_every_type_has_its_bars(customers, name: str, measure: str) -> None:
    answers, table = customers
    told, bars = bars_of(answers, table.question(name), 10)
    assert measure in told
    assert len(bars) > 1
    assert all(bar.share is None or 0 <= bar.share <= 1 for bar in bars)


def test_shares_are_those_of_the_answers(customers) -> None:
    answers, table = customers
    _, bars = bars_of(answers, table.question("status"), 10)
    counts = answers.question("status")["status"].value_counts(sort=False)
    assert [bar.label for bar in bars] == [*counts.index]
    assert [bar.share for bar in bars] == pytest.approx((counts / counts.sum()).tolist())


def test_bins_hold_as_many_as_their_edges_say(customers) -> None:
    answers, table = customers
    _, bars = bars_of(answers, table.question("employees"), 10)
    held = answers.question("employees")["employees"].to_numpy()
    edge = float(bars[0].label.removeprefix("below ").replace(",", ""))
    assert bars[0].share == pytest.approx(np.mean(held < edge))
    assert sum(bar.share for bar in bars) == pytest.approx(1)
    assert not any(f"{value:,.6g}" in bar.label for bar in bars for value in (held.max(),))


def test_words_and_answers_of_too_few_are_not_drawn(customers) -> None:
    answers, table = customers
    assert bars_of(answers, table.question("reason"), 10) == ("", ())
    assert bars_of(answers, table.question("sector"), 413) == ("", ())
