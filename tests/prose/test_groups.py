from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from research.prose.choice import select
from research.prose.groups import observe_group

if TYPE_CHECKING:
    import pandas as pd

    from research.prose.names import Names


@pytest.mark.parametrize(
    ("breakdown", "about", "rule", "sentence"),
    [
        ("sector", "sector.marketing", "closest",
         "No other sector shown comes as close to the overall order as Advertising & Marketing: "
         "only OD differs by three places or more."),
        ("sector", "sector.banking", "movers",
         "Brand & CVP (from third to seventh) and Negotiating (from seventh to eleventh) fall in "
         "Banking & Financial Services, measured against the overall order."),
        ("sector", "sector.manufacturing", "order",
         "Target Markets leads in Manufacturing, ahead of Hunting."),
        ("sector", "sector.manufacturing", "last", "Channels comes last in Manufacturing."),
        ("sector", "sector.manufacturing", "tied",
         "Farming and People share third place in Manufacturing."),
        ("sector", "sector.telco", "keeps",
         "Farming and People stay in the top three in Telecommunications & Technology, as overall, "
         "while Brand & CVP comes ninth."),
        ("region", "region.africa", "summits",
         "KAM (third), OD (fifth) and Channels (seventh) have their highest rank of all regions "
         "shown in Africa and the Middle East."),
        ("region", "region.americas", "risers",
         "Channels (eighth), IT (tenth) and Category (ninth), near the foot of the overall order, "
         "rank higher in the Americas."),
        ("size", "size.large", "paired",
         "People (first against third), KAM (third against sixth) and OD (sixth against eighth) "
         "rank higher in firms of 5,000 employees or more than in firms of fewer than 5,000 "
         "employees."),
        ("size", "size", "same leader", "Category comes last in both size classes."),
        ("seniority", "seniority", "top alike",
         "Farming, People, Brand & CVP and Target Markets are in the top five of every level."),
        ("seniority", "seniority", "widest",
         "KAM has the widest spread over the levels: eight places, from third in management to "
         "eleventh among MDs and CEOs."),
    ],
)  # fmt: skip
def test_groups_are_told_as_an_analyst_would(
    breakdown: str,
    about: str,
    rule: str,
    sentence: str,
    printed_tables: dict[str, pd.DataFrame],
    names: Names,
) -> None:
    found = observe_group(breakdown, printed_tables[breakdown], printed_tables["overall"], names)
    assert sentence in [one.sentence for one in found if (one.about, one.rule) == (about, rule)]


def test_the_choice_speaks_of_several_groups(
    printed_tables: dict[str, pd.DataFrame], names: Names
) -> None:
    found = observe_group("sector", printed_tables["sector"], printed_tables["overall"], names)
    assert len({one.about for one in select(found)}) == 3


def test_both_sides_of_a_pair_are_not_told_twice(
    printed_tables: dict[str, pd.DataFrame], names: Names
) -> None:
    found = observe_group("size", printed_tables["size"], printed_tables["overall"], names)
    assert [one.rule for one in found].count("paired") == 2
    assert [one.rule for one in select(found)].count("paired") == 1


def test_a_group_that_is_most_of_the_sample_is_not_praised_for_resembling_it(
    study_2015: Any,
) -> None:
    table, overall = study_2015.tables["region"], study_2015.tables["overall"]
    found = observe_group("region", table, overall, study_2015.names)
    assert "closest" not in {one.rule for one in found}
    spread = table.assign(base=35)
    (closest,) = (
        one
        for one in observe_group("region", spread, overall, study_2015.names)
        if one.rule == "closest"
    )
    assert closest.about == "region.europe"
    assert "no other region shown comes as close" in closest.sentence.lower()


def test_groups_are_of_those_shown_where_there_are_others(study_2015: Any) -> None:
    summary, tables, names = study_2015.tables["overall"], study_2015.tables, study_2015.names
    shown = {
        key: " ".join(
            wording
            for one in observe_group(key, tables[key], summary, names)
            for wording in one.wordings
        )
        for key in ("sector", "region", "size", "seniority")
    }
    assert "rank of all sectors shown" in shown["sector"]
    assert "rank of all regions shown" in shown["region"]
    assert "rank of all levels in" in shown["seniority"]
    for key, many in (("sector", "sectors"), ("region", "regions")):
        assert f"all {many} in" not in shown[key]
        assert f"every {many[:-1]}." not in shown[key]
    assert " shown" not in shown["size"] + shown["seniority"]
