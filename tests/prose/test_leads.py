from __future__ import annotations

from typing import Any

import pytest

from research.prose.kinds import holds
from research.prose.leads import Chance, lead_groups


@pytest.mark.parametrize(
    ("breakdown", "lead"),
    [
        ("region",
         "No theme divides the regions shown more than Negotiating: third in the Americas and "
         "twelfth in Africa and the Middle East."),
        ("seniority",
         "No theme divides the levels more than KAM: third in management and eleventh among MDs "
         "and CEOs."),
    ],
)  # fmt: skip
def test_the_lead_names_what_divides_the_groups_most(
    breakdown: str, lead: str, study_2015: Any
) -> None:
    tables = study_2015.tables
    found = lead_groups(breakdown, tables[breakdown], tables["overall"], study_2015.names)
    assert found is not None
    assert found.wordings[1] == lead
    assert all(holds(claim, study_2015.evidence) for claim in found.claims)


def lead(study: Any, breakdown: str, chance: Chance | None = None) -> Any:
    tables = study.tables
    found = lead_groups(breakdown, tables[breakdown], tables["overall"], study.names, chance=chance)
    return found.sentence


def test_themes_that_divide_the_groups_alike_are_all_named(study_2015: Any) -> None:
    assert lead(study_2015, "size") == (
        "Brand & CVP, Target Markets and KAM divide the size classes most, by three places each."
    )


def test_many_themes_that_divide_the_groups_alike_are_counted(made_up: Any) -> None:
    study = made_up([[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5]], [0, 0, 1])
    assert lead(study, "kind") == (
        "Six themes lie one place apart over the kinds, and none lies further apart."
    )


def test_a_lead_agrees_with_every_test_of_the_report(study_2015: Any) -> None:
    plain = lead(study_2015, "region")
    assert lead(study_2015, "region", Chance()) == plain
    assert lead(study_2015, "region", Chance(False, ("kam",))) == plain
    assert lead(study_2015, "region", Chance(True)) == (
        f"{plain[:-1]}, all within the reach of chance."
    )
    one = lead(study_2015, "region", Chance(True, ("negotiating",)))
    assert "reach of chance" not in one
    assert one.endswith(
        "; by itself Negotiating differs by more than chance explains, the order as a whole does "
        "not."
    )
    two = lead(study_2015, "region", Chance(True, ("negotiating", "kam")))
    assert "by themselves Negotiating and KAM differ by more" in two


def test_the_lead_holds_of_every_theme(study_2015: Any) -> None:
    table, overall = study_2015.tables["sector"], study_2015.tables["overall"]
    spoken_of = [bool(study_2015.names.reference("sector", str(one))) for one in table["group"]]
    ranks = table[spoken_of].groupby("item", observed=True)["rank"].agg(["min", "max"])
    theme = (ranks["max"] - ranks["min"]).reindex(overall.index).astype(int).idxmax()
    found = lead_groups("sector", table, overall, study_2015.names)
    assert found is not None
    assert f" more than {study_2015.names.theme(theme)}: " in found.wordings[1]


def test_groups_that_agree_or_stand_alone_are_not_divided(study_2015: Any) -> None:
    table, overall = study_2015.tables["size"], study_2015.tables["overall"]
    one = table[table["group"] == table["group"].iloc[0]]
    assert lead_groups("size", one, overall, study_2015.names) is None
    ranks = overall["rank"]
    alike = table.assign(rank=table["item"].map(ranks).astype(int))
    found = lead_groups("size", alike, overall, study_2015.names)
    assert found is not None
    assert found.wordings[1] == "All size classes put the themes in the same order."
