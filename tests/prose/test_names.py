from __future__ import annotations

import pytest

from research.errors import StatisticsError
from research.prose.names import BreakdownName, GroupName, Names, ThemeName


def test_a_theme_goes_by_its_short_name_where_it_has_one() -> None:
    assert ThemeName("kam", "Key Account Management", "KAM").text == "KAM"
    assert ThemeName("brand", "Brand & Proposition").text == "Brand & Proposition"


def test_a_group_without_phrase_takes_in() -> None:
    group = GroupName("insurance", "Insurance")
    assert (group.text, group.preposition, group.noun) == ("in Insurance", "in", "Insurance")


def test_groups_of_one_breakdown_share_their_preposition(names: Names) -> None:
    assert names.where(["sector.insurance", "sector.telco"]) == (
        "in Insurance and Telecommunications & Technology"
    )


def test_the_preposition_is_repeated_where_groups_differ_in_kind(names: Names) -> None:
    assert names.where(["sector.insurance", "region.americas", "seniority.ceo"]) == (
        "in Insurance, in the Americas and among MDs and CEOs"
    )


def test_the_preposition_is_repeated_after_a_name_with_and(names: Names) -> None:
    assert names.where(["region.africa", "region.americas"]) == (
        "in Africa and the Middle East and in the Americas"
    )


def test_groups_are_found_by_label_or_key(names: Names) -> None:
    assert names.reference("region", "Africa/Middle East") == "region.africa"
    assert names.reference("region", "africa") == "region.africa"
    assert names.reference("region", "Asia Pacific") == ""


def test_the_noun_for_groups_has_a_plural() -> None:
    assert BreakdownName("seniority", (), "level of seniority").many == "levels of seniority"
    assert BreakdownName("size", (), "Größe").many == "groups"
    assert BreakdownName("size", (), "Größe", several="Größen").many == "Größen"


def test_of_a_part_of_the_groups_the_noun_says_so() -> None:
    part = BreakdownName("sector", (), "sector", partial=True)
    assert (part.each, part.all) == ("sector shown", "sectors shown")
    assert (part.one, part.many) == ("sector", "sectors")


def test_an_unknown_key_names_those_known(names: Names) -> None:
    with pytest.raises(StatisticsError, match="no theme has the key 'x'; known are farming"):
        names.theme("x")


def test_themes_are_listed_in_running_text(names: Names) -> None:
    assert names.listed(["kam", "farming"]) == "KAM and Farming"
    assert names.position("brand") == 2
