from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.separability import group_differences, ordered_positions, same_order


def ranks(rows: int, seed: int = 1) -> pd.DataFrame:
    """Made-up rankings: oil before salt before tea for most, tin anywhere."""
    rng = np.random.default_rng(seed)
    liking = rng.normal([0.0, 1.5, 3.0, 1.5], [1, 1, 1, 3], (rows, 4))
    order = liking.argsort(axis=1).argsort(axis=1) + 1
    return pd.DataFrame(order, columns=["oil", "salt", "tea", "tin"])


def test_positions_are_in_order_with_the_margin_of_students_interval() -> None:
    items = ordered_positions(ranks(40), confidence=0.95, draws=2_000, seed=1).items
    assert items["mean_rank"].is_monotonic_increasing
    # Student's t with 39 degrees of freedom.
    assert (items["mean_margin"] / items["standard_error"]).tolist() == pytest.approx([2.02269] * 4)


def test_an_order_of_two_items_has_a_top_of_two() -> None:
    two = pd.DataFrame({"a": [1, 1, 2, 1], "b": [2, 2, 1, 2]})
    sets = ordered_positions(two, confidence=0.95, draws=2_000, seed=1)
    assert sets.top == 2
    assert (sets.items["top_probability"] == 1).all()


def test_one_respondent_has_no_open_positions_to_speak_of() -> None:
    with pytest.raises(StatisticsError):
        ordered_positions(ranks(1), confidence=0.95, draws=2_000, seed=1)


def test_same_order_counts_pairs_of_respondents_and_of_items() -> None:
    frame = pd.DataFrame({"a": [1, 1, 2], "b": [2, 3, 1], "c": [3, 2, 3]})
    alike = [
        (frame.loc[r, x] < frame.loc[r, y]) == (frame.loc[s, x] < frame.loc[s, y])
        for r, s in [(0, 1), (0, 2), (1, 2)]
        for x, y in [("a", "b"), ("a", "c"), ("b", "c")]
    ]
    assert same_order(frame) == pytest.approx(np.mean(alike))
    assert same_order(frame.iloc[[0, 0, 0]]) == 1


def test_same_order_is_of_those_who_both_put_two_themes_in_an_order() -> None:
    """Of a, b and c the three rank one, two and all: one pair of themes each, then all pairs."""
    given = pd.DataFrame([[1, None, None], [1, 2, None], [2, 1, 3]], columns=list("abc"))
    # a and b: first, first, second: 1 of 3 agree; a and c: 3 of 3; b and c: two of them, alike.
    assert same_order(given) == pytest.approx((1 + 3 + 1) / (3 + 3 + 1))


def test_one_rank_left_out_is_no_gap_in_the_order() -> None:
    whole = ranks(5)
    gap = whole.astype(float)
    gap.iloc[0, 0] = np.nan
    assert same_order(gap) == same_order(whole)


def test_same_order_is_left_out_where_no_two_put_two_themes_in_an_order() -> None:
    frame = ranks(5).astype(float)
    assert same_order(frame.iloc[:1]) is None
    nobody = pd.DataFrame([[1, 1], [None, None], [1, 2]], columns=list("ab"))
    assert same_order(nobody) is None


def groups(rows: int) -> pd.Series:
    return pd.Series(["east", "west"] * (rows // 2))


def test_breakdowns_are_corrected_together_and_themes_within_and_over_all() -> None:
    frame, halves = ranks(40), groups(40)
    found = group_differences(
        frame,
        {"side": halves, "half": halves.sort_values(ignore_index=True)},
        permutations=99,
        seed=3,
    )
    p = found.breakdowns["p"]
    assert found.breakdowns["p_adjusted"].tolist() == pytest.approx(
        [min(1, max(2 * p.min(), value)) for value in p]
    )
    assert list(found.breakdowns["base"]) == [40, 40]
    assert len(found.themes) == 8
    assert (found.themes["p_all"] >= found.themes["p_adjusted"]).all()
    assert (found.themes["p_adjusted"] >= found.themes["p"]).all()


def test_groups_that_rank_apart_are_found() -> None:
    frame, halves = ranks(40), groups(40)
    frame.loc[halves == "west", ["oil", "tea"]] = frame.loc[
        halves == "west", ["tea", "oil"]
    ].to_numpy()
    found = group_differences(frame, {"side": halves}, permutations=199, seed=3)
    assert found.breakdowns.loc["side", "p"] == 1 / 200
    themes = found.themes.set_index("item")["p_adjusted"]
    assert themes[["oil", "tea"]].max() < 0.05 < themes["tin"]


def test_small_groups_take_no_part_and_too_few_groups_are_explained() -> None:
    frame, members = ranks(10), pd.Series(["big"] * 5 + ["other"] * 4 + ["tiny"])
    found = group_differences(frame, {"size": members}, permutations=99, seed=1, hide_base=2)
    assert (found.breakdowns.loc["size", "groups"], found.breakdowns.loc["size", "base"]) == (2, 9)
    none = group_differences(frame, {"size": members}, permutations=99, seed=1, hide_base=5)
    assert pd.isna(none.breakdowns.loc["size", "p"])
    assert none.breakdowns.loc["size", "note"].startswith("fewer than two groups")
    assert none.themes.empty
    assert none.method == ""


def test_without_breakdowns_nothing_is_tested() -> None:
    found = group_differences(ranks(10), {}, permutations=99, seed=1)
    assert found.breakdowns.empty
    assert found.themes.empty


def test_accounts_of_respondents_make_positions_and_differences_less_sure():
    rng = np.random.default_rng(6)
    lean = np.repeat(rng.normal(size=(20, 4)), 5, axis=0)
    scores = lean + rng.normal(size=(100, 4))
    ranks = pd.DataFrame(scores.argsort(axis=1).argsort(axis=1) + 1, columns=list("abcd"))
    marks = pd.Series(np.repeat(np.arange(20), 5).astype(str))
    settings = {"confidence": 0.95, "draws": 1_024, "seed": 1}
    plain, nested = (
        ordered_positions(ranks, clusters=own, **settings).items for own in (None, marks)
    )
    assert (nested["mean_margin"] > 1.2 * plain["mean_margin"]).all()
    labels = {"side": pd.Series(np.repeat(["x", "y"], 50))}
    tests = [
        group_differences(ranks, labels, permutations=499, seed=1, clusters=own).breakdowns
        for own in (None, marks)
    ]
    assert tests[0].loc["side", "p"] < tests[1].loc["side", "p"]
