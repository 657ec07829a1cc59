from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.changes import order_changes

BEFORE = pd.DataFrame({"fish": [1, 1, 2, 1], "bread": [2, 3, 1, 2], "salt": [3, 2, 3, 3]})
AFTER = pd.DataFrame({"fish": [3, 2, 3, 3, 2], "bread": [1, 1, 2, 1, 1], "salt": [2, 3, 1, 2, 3]})


def test_a_theme_that_rises_gains_places_and_loses_mean_rank():
    found = order_changes(BEFORE, AFTER)
    assert list(found.items.index) == ["bread", "salt", "fish"]
    bread = found.items.loc["bread"]
    assert (bread["rank_before"], bread["rank"], bread["places"]) == (2, 1, 1)
    assert bread["change"] == pytest.approx(1.2 - 2.0)
    assert bread["low"] < bread["change"] < bread["high"]
    assert (found.base_before, found.base) == (4, 5)


def test_what_one_theme_gains_the_others_lose():
    assert order_changes(BEFORE, AFTER).items["change"].sum() == pytest.approx(0)


def test_the_other_way_round_every_change_turns_its_sign():
    there, back = (order_changes(*pair).items for pair in ((BEFORE, AFTER), (AFTER, BEFORE)))
    back = back.loc[there.index]
    np.testing.assert_allclose(back["change"], -there["change"])
    np.testing.assert_allclose(back["low"], -there["high"])
    np.testing.assert_allclose(back["p"], there["p"])
    assert back["places"].tolist() == (-there["places"]).tolist()


def test_themes_of_one_edition_alone_are_named_and_ranks_counted_within_the_others():
    more = pd.DataFrame({"fish": [2, 2], "wine": [1, 3], "salt": [3, 1]})
    found = order_changes(BEFORE, more)
    assert found.new == ("wine",)
    assert found.gone == ("bread",)
    assert sorted(found.items.index) == ["fish", "salt"]
    assert found.items["mean_rank"].tolist() == [1.5, 1.5]
    assert found.items.loc["fish", "mean_rank_before"] == 1.0


def test_a_change_without_any_spread_has_a_reason_and_no_probability():
    same = pd.DataFrame({"fish": [1, 1], "bread": [2, 2]})
    items = order_changes(same, same).items
    assert items["p"].isna().all()
    assert (items["reason"] != "").all()
    assert not items["significant"].any()


@pytest.mark.parametrize(
    ("later", "fault"),
    [(pd.DataFrame({"fish": [1], "wine": [2]}), "1 themes in common"), (AFTER[:0], "no respond")],
)
def test_editions_that_cannot_be_compared_say_why(later: pd.DataFrame, fault: str):
    with pytest.raises(StatisticsError, match=fault):
        order_changes(BEFORE, later)


def nested(seed: int) -> pd.DataFrame:
    """Made-up orders of 12 accounts of four who agree among themselves."""
    rng = np.random.default_rng(seed)
    lean = np.repeat(rng.normal(size=(12, 3)), 4, axis=0)
    scores = 2 * lean + rng.normal(size=(48, 3))
    return pd.DataFrame(scores.argsort(axis=1).argsort(axis=1) + 1, columns=list(BEFORE))


def test_accounts_of_respondents_make_changes_less_sure():
    earlier, later = nested(1), nested(2)
    marks = pd.Series(np.repeat(list("abcdefghijkl"), 4))
    alone = order_changes(earlier, later)
    apart = order_changes(earlier, later, clusters=(marks, marks.str.upper()))
    wide, plain = (found.items["high"] - found.items["low"] for found in (apart, alone))
    assert (wide > plain).all()
    assert apart.p > alone.p
    assert "variances between clusters" in apart.method
    assert apart.items["change"].equals(alone.items["change"])


def test_accounts_that_answered_twice_are_allowed_for():
    earlier, marks = nested(1), pd.Series(np.repeat(list("abcdefghijkl"), 4))
    later = pd.concat([earlier[:24], nested(3)[24:]])
    apart = order_changes(earlier, later, clusters=(marks, marks.str.upper()))
    same = order_changes(earlier, later, clusters=(marks, marks))
    assert (
        (same.items["high"] - same.items["low"]) < (apart.items["high"] - apart.items["low"])
    ).all()
    assert same.p == same.items["p_adjusted"].min()
    assert "answered twice" in same.method
