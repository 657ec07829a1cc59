from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.tables.banner import Banner, Layout
from research.statistics.tables.suppression import Suppression, hidden_columns, protect


def people(**counts: int) -> pd.DataFrame:
    rows = [tuple(key.split("_")) for key, count in counts.items() for _ in range(count)]
    return pd.DataFrame(rows, columns=["region", "size"])


def hidden(frame, headings, rule, **more):
    layout = Layout.of(frame, Banner(headings))
    seen = hidden_columns(layout, rule, np.ones(len(frame), dtype=bool), **more)
    return [c.label for c, shown in zip(layout.columns, seen.shown, strict=True) if not shown]


def test_one_thin_column_takes_the_next_smallest_with_it():
    frame = people(asia_small=4, europe_small=40, america_small=30)
    assert hidden(frame, ["region"], Suppression(hide=10)) == ["america", "asia"]


def test_two_thin_columns_hide_each_other():
    frame = people(asia_small=4, africa_small=5, europe_small=40, america_small=30)
    assert hidden(frame, ["region"], Suppression(hide=10)) == ["africa", "asia"]


def test_a_cell_of_a_nest_cannot_be_reached_through_stacked_totals():
    frame = people(asia_small=4, asia_large=30, europe_small=40, europe_large=50)
    gone = hidden(frame, [("region", "size"), "region", "size"], Suppression(hide=10))
    assert "asia / small" in gone
    assert {"asia / large", "asia"} & set(gone)
    assert {"europe / small", "small"} & set(gone)
    assert "Total" not in gone


def test_those_in_no_column_are_guarded_too():
    frame = people(asia_small=40, europe_small=40, america_small=3)
    frame["region"] = frame["region"].where(frame["region"] != "america")
    assert hidden(frame, ["region"], Suppression(hide=10)) != []
    assert hidden(frame, ["region"], Suppression(hide=10, unlisted=False)) == []


def test_few_accounts_hide_many_respondents():
    frame = people(asia_small=40, europe_small=40, america_small=40)
    accounts = np.where(frame["region"] == "asia", 1, np.arange(len(frame)))
    gone = hidden(frame, ["region"], Suppression(accounts=3), accounts=accounts)
    assert "asia" in gone
    assert len(gone) == 2


def test_weights_that_thin_a_base_hide_it():
    frame = people(asia_small=12, europe_small=40, america_small=50)
    weights = np.ones(len(frame))
    weights[0] = 60
    assert hidden(frame, ["region"], Suppression(hide=10)) == []
    assert "asia" in hidden(frame, ["region"], Suppression(hide=10), weights=weights)


def test_accounts_asked_for_must_be_given():
    with pytest.raises(StatisticsError, match="accounts"):
        hidden(people(asia_small=4), ["region"], Suppression(accounts=3))


def test_the_reason_tells_a_thin_column_from_its_guard():
    frame = people(asia_small=4, europe_small=40, america_small=30)
    layout = Layout.of(frame, Banner(["region"]))
    seen = hidden_columns(layout, Suppression(hide=10), np.ones(len(frame), dtype=bool))
    assert seen.reasons == [
        "",
        "hidden so that a smaller base cannot be worked out",
        "base 4, under 10",
        "",
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_no_sum_or_difference_of_shown_groups_gives_a_secret_one(counts):
    region, size = np.repeat([0, 1, 2], 2), np.tile([0, 1], 3)
    groups = [np.ones(6, bool), *(region == r for r in range(3)), *(size == s for s in range(2))]
    groups += [np.arange(6) == cell for cell in range(6)]
    members = np.array(groups)[:, np.array(counts) > 0]
    sizes = np.array([np.array(counts)[group].sum() for group in groups], dtype=float)
    secret = (sizes < 5) & members.any(axis=1)
    shown = ~secret & ~protect(members, secret, sizes) & members.any(axis=1)
    for group in members[secret]:
        if (group == members[0]).all():
            continue
        basis = members[shown].astype(float)
        with_secret = np.vstack([basis, group])
        rank = np.linalg.matrix_rank(basis) if basis.size else 0
        assert np.linalg.matrix_rank(with_secret) == rank + 1
