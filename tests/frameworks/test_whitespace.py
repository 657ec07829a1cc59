"""Whitespace by line: who sells, strongholds, impossible purchases, segments that value more."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.whitespace import (
    line_faults,
    line_summary,
    premium_segments,
    sourcing,
)


def _lines(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["account", "line", "seller", "spend"])
    frame.index = pd.Index([f"L{place}" for place in range(len(rows))])
    return frame


ACCOUNTS = pd.DataFrame(
    {"revenue_this_year": [100.0, 50.0], "total_spend": [200.0, None]}, index=["A1", "A2"]
)


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([("A1", "x", "own", 100.0), ("A1", "x", "R1", 100.0)], []),
        ([("A1", "x", "own", 100.5)], []),
        ([("A1", "x", "own", 100.6)], ["L0"]),
        ([("A1", "x", "R1", 201.0)], []),
        ([("A1", "x", "R1", 201.1)], ["L0"]),
        ([("A2", "x", "R1", 900.0)], []),
        ([("A1", "x", "R1", 1.0), ("A1", "x", "R1", 1.0)], ["L1"]),
        ([("A1", "x", "R1", None)], ["L0"]),
    ],
)
def test_purchases_that_cannot_be_true_are_told(rows, faults):
    assert [key for key, _ in line_faults(_lines(*rows), ACCOUNTS, "own")] == faults


def test_a_line_is_bought_here_elsewhere_or_both():
    found = sourcing(
        _lines(
            ("A1", "x", "own", 5.0),
            ("A1", "y", "own", 5.0),
            ("A1", "y", "R1", 1.0),
            ("A1", "z", "R1", 1.0),
            ("A1", "z", "R2", 1.0),
            ("A2", "x", "own", 0.0),
            ("A2", "x", "R1", 3.0),
        ),
        "own",
    ).set_index(["account", "line"])
    assert found["from"].to_dict() == {
        ("A1", "x"): "us",
        ("A1", "y"): "both",
        ("A1", "z"): "rivals",
        ("A2", "x"): "rivals",
    }
    assert found.loc[("A1", "z"), "sellers"] == 2


@pytest.mark.parametrize(("cut", "strong"), [(60, True), (60.1, False)])
def test_a_stronghold_begins_at_its_share(cut, strong):
    lines = _lines(("A1", "x", "R1", 60.0), ("A2", "x", "R2", 40.0), ("A1", "y", "own", 9.0))
    found = line_summary(lines, "own", pd.Series({"A1": True, "A2": False}), cut)
    row = found.loc["x"]
    assert (row["rival"], row["share"], row["strong"]) == ("R1", 60, strong)
    assert (row["whitespace"], row["happy"], row["rivals"]) == (100, 60, 2)
    assert found.loc["y", "rival"] == ""
    assert not found.loc["y", "strong"]
    assert found.index.tolist() == ["x", "y"]


def test_premium_is_offered_to_happy_accounts_that_do_not_buy_it():
    frame = pd.DataFrame(
        {"industry": ["a", "a", "a", "b", "b"], "nps": [30.0, 29.0, 50.0, 90.0, None]},
        index=["A1", "A2", "A3", "A4", "A5"],
    )
    contacts = pd.DataFrame(
        {"account": ["A1", "A2", "A3", "A4", "A4"], "value": [4.0, 5.0, 6.0, 3.0, None]}
    )
    buys = pd.Series({"A1": False, "A2": False, "A3": True, "A5": False})
    found = premium_segments(frame, contacts, "industry", buys)
    assert found.index.tolist() == ["a", "b"]
    assert found.loc["a", ["value", "answers", "accounts", "buyers", "offers"]].tolist() == [
        5.0, 3, 3, 1, 1,
    ]  # fmt: skip
    assert found.loc["a", "low"] < 5 < found.loc["a", "high"]
    assert found.loc["b", ["accounts", "buyers", "offers"]].tolist() == [1, 0, 0]
    assert pd.isna(found.loc["b", "low"])
