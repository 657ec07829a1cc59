"""Tables by volume: what one account makes most of is hidden, whatever is subtracted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.answers.variables import Measure, Variable
from research.statistics.tables.banner import Banner
from research.statistics.tables.concentration import Dominance
from research.statistics.tables.crosstabs import crosstab

RULE = Dominance()
ANSWERS, SECTORS = list("abcd"), ["north", "south", "west"]


def made(seed, accounts, size=160, heavy=0.3):
    rng = np.random.default_rng(seed)
    account = rng.integers(0, accounts, size)
    amount = rng.lognormal(3, 1.2, accounts)
    amount[0] = heavy / (1 - heavy) * amount[1:].sum()
    frame = pd.DataFrame(
        {
            "answer": rng.choice(ANSWERS, size, p=[0.4, 0.3, 0.2, 0.1]),
            "sector": rng.choice([*SECTORS, None], size, p=[0.35, 0.35, 0.2, 0.1]),
            "score": rng.integers(0, 11, size).astype(float),
            "account": account,
        }
    )
    frame["amount"] = amount[account] / frame.groupby("account")["account"].transform("size")
    return frame


def table_of(frame, stub=("answer",), rule=RULE):
    banner = Banner(["sector"])
    return crosstab(
        frame, list(stub), banner, weights="amount", clusters="account", dominance=rule
    ).cells


def largest(frame, mask):
    held = frame[mask].groupby("account")["amount"].sum()
    return float(held.max() / held.sum()) if held.sum() > 0 else 0.0


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.integers(6, 90), st.sampled_from([0.1, 0.3, 0.45]))
def test_nothing_shown_and_no_difference_is_one_accounts(seed, accounts, heavy):
    frame = made(seed, accounts, heavy=heavy)
    cells = table_of(frame)
    inside = {
        "Total": pd.Series(True, index=frame.index),
        **{name: frame["sector"] == name for name in SECTORS},
    }
    seen = {
        (row.column, row.row): bool(row.shown)
        for row in cells.itertuples()
    }  # fmt: skip
    for column, mask in inside.items():
        hidden = [answer for answer in ANSWERS if not seen.get((column, answer), False)]
        if len(hidden) == len(ANSWERS):
            continue
        for answer in set(ANSWERS) - set(hidden):
            assert largest(frame, mask & (frame["answer"] == answer)) <= RULE.most
            assert largest(frame, mask & (frame["answer"] != answer)) <= RULE.most
        if hidden:
            assert largest(frame, mask & frame["answer"].isin(hidden)) <= RULE.most
    for answer in ANSWERS:
        if all(seen.get((name, answer), False) for name in [*SECTORS, "Total"]):
            left = frame["sector"].isna() & (frame["answer"] == answer)
            assert largest(frame, left) <= RULE.most
    for answer in ANSWERS:
        if seen.get(("north", answer), False):
            assert seen["Total", answer]


def test_a_column_of_one_account_hides_its_group_with_the_amounts():
    frame = made(1, 60, heavy=0.1)
    frame.loc[frame["sector"] == "west", "account"] = 59
    cells = table_of(frame)
    group = cells[cells["block"] == "sector"]
    assert not group["shown"].any()
    assert group["weighted_base"].isna().all()
    assert set(group["reason"]) == {"one account makes most of an amount"}
    assert cells[cells["column"] == "Total"]["weighted_base"].notna().all()


def test_nets_and_means_of_a_hidden_answer_are_hidden():
    frame = made(2, 90, heavy=0.02)
    frame.loc[frame["answer"] == "d", "account"] = 5
    amount = frame.groupby("account")["amount"].transform("mean")
    frame["amount"] = amount
    stub = Variable("answer", nets={"c or d": ["c", "d"], "a or b": ["a", "b"]}, mean=True,
                    scores={answer: at for at, answer in enumerate(ANSWERS)})  # fmt: skip
    cells = table_of(frame, [stub]).query("column == 'Total'").set_index("row")["shown"]
    assert not cells[["d", "c or d", "Mean"]].any()
    assert (~cells[ANSWERS]).sum() >= 2


def test_a_mean_of_numbers_needs_accounts_in_its_column_alone():
    frame = made(3, 60, heavy=0.1)
    cells = table_of(frame, [Measure("score")])
    assert cells["shown"].all()


def test_columns_that_one_account_makes_much_of_bear_no_letters():
    frame = made(4, 300, size=900, heavy=0.3)
    frame["answer"] = np.where(frame["sector"] == "north", "a", "b")
    table = crosstab(
        frame,
        ["answer"],
        Banner(["sector"]),
        weights="amount",
        clusters="account",
        dominance=Dominance(most=0.9),
    )
    assert set(table.tests["reason"]) == {
        "one account makes too much of a column, or too few accounts share it"
    }
    assert not table.cells["higher_than"].any()
    even = frame.assign(amount=1.0)
    tested = crosstab(
        even, ["answer"], Banner(["sector"]), weights="amount", clusters="account", dominance=RULE
    )
    assert tested.cells["higher_than"].any()


@pytest.mark.parametrize("wrong", [{"most": 1.0}, {"compared": 0}, {"fewest": -1}])
def test_shares_of_a_rule_are_shares(wrong):
    with pytest.raises(StatisticsError):
        Dominance(**wrong)
