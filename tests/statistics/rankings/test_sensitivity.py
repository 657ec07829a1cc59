from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.sensitivity import largest_random_share, random_responders
from research.statistics.rankings.summaries import rank_summary


def sample(n: int, seed: int = 7) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    liking = rng.gumbel(size=(n, 5)) - np.linspace(0, 2, 5)
    return pd.DataFrame((-liking).argsort(axis=1).argsort(axis=1) + 1, columns=list("abcde"))


def test_random_answers_mixed_in_are_taken_out_again():
    earnest = sample(4000)
    rng = np.random.default_rng(1)
    noise = pd.DataFrame(rng.random((1000, 5)).argsort(axis=1) + 1, columns=list("abcde"))
    mixed = pd.concat([earnest, noise], ignore_index=True)
    table = random_responders(mixed, shares=[0.2]).set_index("item")
    truth = rank_summary(earnest)
    np.testing.assert_allclose(table["mean_rank"], truth["mean_rank"], atol=0.06)
    np.testing.assert_allclose(table["top_share"], truth["top3"], atol=0.03)


def test_complete_rankings_keep_their_positions_at_any_share():
    table = random_responders(sample(60)).pivot(index="item", columns="share_random", values="rank")
    assert table.eq(table[0.0], axis=0).all().all()


def test_no_random_responders_change_nothing():
    table = random_responders(sample(60), shares=[0]).set_index("item")
    summary = rank_summary(sample(60))
    pd.testing.assert_series_equal(table["mean_rank"], summary["mean_rank"])
    pd.testing.assert_series_equal(table["top_share"], summary["top3"], check_names=False)


def test_standard_errors_grow_with_the_share():
    table = random_responders(sample(60), shares=[0, 0.5])
    wide = table.groupby("share_random")["standard_error"].sum()
    assert wide[0.5] == pytest.approx(2 * wide[0])


def test_those_who_leave_the_list_as_shown_can_move_positions():
    ranks = pd.DataFrame({"a": [1, 1, 2, 2], "b": [2, 2, 1, 3], "c": [3, 3, 3, 1]})
    shown = pd.Series({"a": 1, "b": 2, "c": 3})
    table = random_responders(ranks, shares=[0, 0.45], random_mean=shown)
    late = table[table["share_random"] == 0.45].set_index("item")
    assert "top_share" not in table
    assert late.loc["c", "mean_rank"] == pytest.approx((2.5 - 0.45 * 3) / 0.55)


def test_more_random_responders_than_possible_are_noted():
    ranks = pd.DataFrame({"a": [1] * 9 + [2], "b": [2] * 9 + [1]})
    table = random_responders(ranks, shares=[0.1, 0.3], top=1)
    assert table["note"].eq("").tolist() == [True, True, False, False]
    assert largest_random_share(ranks) == pytest.approx(0.2)


def test_relabelling_items_permutes_the_table():
    ranks = sample(40)
    plain = random_responders(ranks).set_index(["share_random", "item"])
    other = random_responders(ranks[list("cadbe")]).set_index(["share_random", "item"])
    pd.testing.assert_frame_equal(other.loc[plain.index], plain)


def test_ill_posed_questions_are_refused():
    with pytest.raises(StatisticsError, match="below 1"):
        random_responders(sample(5), shares=[1.0])
    with pytest.raises(StatisticsError, match="below 1"):
        random_responders(sample(5), shares=[])
    with pytest.raises(StatisticsError, match="top is 9; allowed: a whole number of 1 to 5"):
        random_responders(sample(5), top=9)
    with pytest.raises(StatisticsError, match="lacks 'b'"):
        random_responders(sample(5), random_mean=pd.Series({"a": 1, "c": 1, "d": 1, "e": 1}))
    with pytest.raises(StatisticsError, match="complete"):
        largest_random_share(sample(5).astype(float).where(sample(5) < 4))


def test_chance_fills_no_more_of_the_top_than_partial_rankings_do():
    """Half of them ranked one item of four: at random it is any of them once in four times."""
    ranks = pd.DataFrame({"a": [1, 1], "b": [2, None], "c": [None, None], "d": [None, None]})
    found = random_responders(ranks, shares=[0, 0.2], top=2, unranked="rest")
    top = found.pivot(index="item", columns="share_random", values="top_share")
    assert top[0.0].tolist() == [1, 0.5, 0, 0]
    assert top[0.2].tolist() == pytest.approx([(own - 0.2 * 3 / 8) / 0.8 for own in top[0.0]])
    mean = found.pivot(index="item", columns="share_random", values="mean_rank")
    assert mean[0.2].tolist() == pytest.approx([(own - 0.5) / 0.8 for own in mean[0.0]])


def test_the_largest_random_share_is_refused_for_partial_rankings():
    ranks = pd.DataFrame({"a": [1, 2], "b": [2, 1], "c": [None, None]})
    with pytest.raises(StatisticsError, match="complete rankings"):
        largest_random_share(ranks, unranked="rest")
