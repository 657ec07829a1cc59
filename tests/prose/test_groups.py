from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from research.prose.groups import lead_groups, observe_group
from research.prose.observation import select

if TYPE_CHECKING:
    import pandas as pd

    from research.prose.names import Names


@pytest.mark.parametrize(
    ("breakdown", "about", "rule", "sentence"),
    [
        ("sector", "sector.marketing", "closest",
         "No other sector comes as close to the overall order as Advertising & Marketing: only OD "
         "differs by three places or more."),
        ("sector", "sector.banking", "movers",
         "KAM (from sixth to third) and OD (from eighth to fourth) rise in Banking & Financial "
         "Services, while Brand & CVP (from third to seventh) and Negotiating (from seventh to "
         "eleventh) fall, measured against the overall order."),
        ("sector", "sector.manufacturing", "order",
         "Target Markets leads in Manufacturing, ahead of Hunting; Channels comes last."),
        ("sector", "sector.manufacturing", "tied",
         "Farming and People share third place in Manufacturing."),
        ("sector", "sector.telco", "keeps",
         "Farming and People stay in the top three in Telecommunications & Technology, as overall, "
         "while Brand & CVP comes ninth."),
        ("region", "region.africa", "summits",
         "KAM (third), OD (fifth) and Channels (seventh) have their highest rank of all regions in "
         "Africa and the Middle East."),
        ("region", "region.americas", "risers",
         "Channels (eighth), IT (tenth) and Category (ninth), near the foot of the overall order, "
         "rank higher in the Americas."),
        ("size", "size.large", "paired",
         "People (first against third), KAM (third against sixth) and OD (sixth against eighth) "
         "rank higher in firms of 5,000 employees or more than in firms of fewer than 5,000 "
         "employees; Brand & CVP (fifth against second) and Target Markets (seventh "
         "against fourth) "
         "rank lower."),
        ("size", "size", "same leader", "Category comes last in both size classes."),
        ("seniority", "seniority", "top alike",
         "Farming, People, Brand & CVP and Target Markets are in the top five of every level."),
        ("seniority", "seniority", "widest",
         "KAM has the widest spread over the levels: eight places, from third in management to "
         "eleventh among MDs and CEOs; Hunting follows with five."),
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
    assert len({one.about for one in select(found)}) >= 4


def test_both_sides_of_a_pair_are_not_told_twice(
    printed_tables: dict[str, pd.DataFrame], names: Names
) -> None:
    found = observe_group("size", printed_tables["size"], printed_tables["overall"], names)
    assert [one.rule for one in found].count("paired") == 2
    assert [one.rule for one in select(found)].count("paired") == 1


@pytest.mark.parametrize(
    ("breakdown", "lead"),
    [
        ("region",
         "No theme divides the regions more than Negotiating: third in the Americas and twelfth in "
         "Africa and the Middle East."),
        ("size",
         "No theme divides the size classes more than Brand & CVP: second in firms of fewer than "
         "5,000 employees and fifth in firms of 5,000 employees or more."),
    ],
)  # fmt: skip
def test_the_lead_names_what_divides_the_groups_most(
    breakdown: str, lead: str, study_2015: Any
) -> None:
    tables = study_2015.tables
    found = lead_groups(breakdown, tables[breakdown], tables["overall"], study_2015.names)
    assert found == lead
    careful = lead_groups(
        breakdown, tables[breakdown], tables["overall"], study_2015.names, by_chance=True
    )
    assert careful == f"{lead[:-1]}, all within the reach of chance."


def test_the_lead_holds_of_every_theme(study_2015: Any) -> None:
    table, overall = study_2015.tables["sector"], study_2015.tables["overall"]
    spoken_of = [bool(study_2015.names.reference("sector", str(one))) for one in table["group"]]
    ranks = table[spoken_of].groupby("item", observed=True)["rank"].agg(["min", "max"])
    theme = (ranks["max"] - ranks["min"]).reindex(overall.index).astype(int).idxmax()
    found = lead_groups("sector", table, overall, study_2015.names)
    assert f" more than {study_2015.names.theme(theme)}: " in found


def test_groups_that_agree_or_stand_alone_are_not_divided(study_2015: Any) -> None:
    table, overall = study_2015.tables["size"], study_2015.tables["overall"]
    one = table[table["group"] == table["group"].iloc[0]]
    assert lead_groups("size", one, overall, study_2015.names) == ""
    ranks = overall["rank"]
    alike = table.assign(rank=table["item"].map(ranks).astype(int))
    found = lead_groups("size", alike, overall, study_2015.names)
    assert found == "All size classes put the themes in the same order."
