from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.sources.privacy import attributions

WHO = pd.DataFrame(
    [["Insurance", "Life", "UK", "Europe"]] * 3
    + [["Insurance", "Reinsurance", "Italy", "Europe"]]
    + [["Insurance", "Insurance", "Chile", "Americas"]],
    columns=["sector", "industry", "country", "region"],
)


STEPS = [["sector"], ["sector", "region"], ["sector", "country"], ["industry", "country"]]


def test_a_country_stands_where_enough_share_it_else_the_region_else_neither():
    who = pd.concat([WHO, WHO.tail(1), WHO.tail(1)], ignore_index=True)
    told = attributions(who, STEPS, coarsen_below=3).to_list()
    # The one in Italy would be left alone, so that all of Europe are told by the region.
    assert told == ["Insurance, Europe"] * 4 + ["Insurance, Chile"] * 3


def test_those_left_under_the_coarser_words_are_as_many():
    assert attributions(WHO.head(4), STEPS, coarsen_below=3).to_list() == ["Insurance, Europe"] * 4
    assert attributions(WHO, STEPS, coarsen_below=3).to_list() == ["Insurance"] * 5
    alone = WHO.assign(sector=["Insurance"] * 4 + ["Mining"])
    assert attributions(alone, STEPS, coarsen_below=3).to_list() == [""] * 5


def test_the_sector_as_written_is_told_where_enough_wrote_it():
    who = WHO.head(3).assign(industry=["Life", "Life", "Re"])
    assert attributions(who, STEPS).to_list() == ["Insurance, UK"] * 3
    assert attributions(who, STEPS, coarsen_below=1).to_list() == ["Life, UK", "Life, UK", "Re, UK"]


@pytest.mark.parametrize("fewest", [0, 1])
def test_nothing_is_coarsened_where_the_edition_says_so(fewest):
    told = attributions(WHO, STEPS, coarsen_below=fewest)
    assert told.to_list()[3:] == ["Reinsurance, Italy", "Insurance, Chile"]


@pytest.mark.parametrize(("deepest", "last"), [(2, "Insurance"), (1, "Insurance"), (0, "")])
def test_no_more_is_told_than_the_steps_allow(deepest, last):
    told = attributions(WHO, STEPS[:deepest])
    assert told.iloc[-1] == last
    assert not told.str.contains("UK|Life").any()


def test_a_cell_that_is_missing_is_not_told():
    who = WHO.assign(country=[None] * 3 + ["Italy", "Chile"])
    told = attributions(who, STEPS, coarsen_below=1)
    assert told.to_list() == ["Insurance, Europe"] * 3 + ["Reinsurance, Italy", "Insurance, Chile"]


PROFILES = st.tuples(
    st.sampled_from(["Insurance", "Mining", "Banking"]),
    st.sampled_from(["Insurance", "Life", "Re", "Quarry"]),
    st.sampled_from([("UK", "Europe"), ("Italy", "Europe"), ("Chile", "Americas"), (None, None)]),
)


@given(
    st.lists(PROFILES, min_size=1, max_size=40),
    st.integers(2, 6),
    st.integers(1, 4),
    st.randoms(use_true_random=False),
)
def test_whatever_is_printed_is_shared_by_as_many_as_the_rule_asks(rows, fewest, deepest, random):
    who = pd.DataFrame(
        [(sector, industry, *place) for sector, industry, place in rows],
        columns=["sector", "industry", "country", "region"],
    )
    told = attributions(who, STEPS[:deepest], coarsen_below=fewest)
    counts = told.value_counts()
    assert (counts.drop("", errors="ignore") >= fewest).all()
    # Who is left without words is no fewer, but where there are too few in all.
    assert counts.get("", fewest) >= min(fewest, len(who))
    order = random.sample(range(len(who)), len(who))
    shuffled = attributions(who.iloc[order], STEPS[:deepest], coarsen_below=fewest)
    pd.testing.assert_series_equal(shuffled.sort_index(), told)
