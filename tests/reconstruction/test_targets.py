from __future__ import annotations

import pandas as pd
import pytest
from reconstruction.targets import Above, Companion, Count, Order, Targets, count_window

from research.errors import StatisticsError

ITEMS = ("price", "service", "quality")
RANKS = pd.DataFrame(
    [[1, 2, 3], [2, 1, 3], [3, 2, 1], [1, 3, 2]], columns=list(ITEMS), index=list("abcd")
)
RESPONDENTS = pd.DataFrame({"region": ["North", "North", "South", "South"]}, index=list("abcd"))


def test_counts_behind_a_share_round_half_to_even():
    assert count_window(12, 8) == (1, 1)  # 12.5 prints as 12
    assert count_window(38, 8) == (3, 3)  # 37.5 prints as 38


def test_a_share_that_no_count_prints_as_is_refused():
    with pytest.raises(StatisticsError, match="no count of 8 respondents prints as 13%"):
        count_window(13, 8)


def test_met_targets_leave_nothing_to_say():
    targets = Targets(
        ITEMS,
        counts=[Count.share("price", 1, 1, percent=50, base=4)],
        aboves=[Above("price", 1, 1)],
        orders=[Order((1, 2, 3)), Order((1, 1, 3), "region", "North")],
        companions=[Companion("price", "service", 2, count=1)],
    )
    assert targets.unmet(RANKS, RESPONDENTS) == []


def test_each_unmet_target_is_named_with_what_was_found():
    targets = Targets(
        ITEMS,
        counts=[Count("price", 1, 2, 4, 4)],
        aboves=[Above("service", 1, 1, over=("price",))],
        orders=[Order((2, 2, 1), "region", "South")],
        companions=[Companion("price", "quality", 2, count=2)],
    )
    count, above, order, companion = targets.unmet(RANKS, RESPONDENTS)
    assert count == "price ranked 1 to 2 by 4 to 4 respondents: found 3"
    assert above.endswith("at least 1 more than price: found -1 more")
    assert order == "order in South: service 3 instead of 2"
    assert companion == "quality in the top 2 of 2 who rank price first: found 1"


@pytest.mark.parametrize("ranks", [(1, 1, 2), (1, 2, 2, 3), (0, 1, 2)])
def test_ranks_that_no_order_has_are_refused(ranks):
    with pytest.raises(StatisticsError, match="which no order has"):
        Order(ranks)


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        ({"counts": [Count("speed", 1, 1, 0, 1)]}, "names speed; allowed: price, service, quality"),
        ({"aboves": [Above("price", 1, 2, over=("speed",))]}, "names speed"),
        ({"companions": [Companion("price", "speed", 1, 1)]}, "names speed"),
        ({"counts": [Count("price", 2, 4, 0, 1)]}, "ranks run from 1 to 3"),
        ({"orders": [Order((1, 2))]}, "ranks 2 items; there are 3"),
    ],
)
def test_targets_that_do_not_fit_the_items_are_refused(kinds, message):
    with pytest.raises(StatisticsError, match=message):
        Targets(ITEMS, **kinds)


def test_expected_ranks_average_over_a_respondents_groups():
    targets = Targets(ITEMS, orders=[Order((3, 2, 1), "region", "South")])
    assert targets.expected_ranks(RESPONDENTS).tolist() == [[2, 2, 2]] * 2 + [[3, 2, 1]] * 2
