from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.naming import names_of, source_of

if TYPE_CHECKING:
    from research.study import Study


def test_names_for_running_text_are_escaped(study: Study) -> None:
    offer = next(item for item in names_of(study).themes if item.key == "offer")
    assert (offer.name, offer.text) == (r"Offer\* \[new\]", "Offer")


def test_groups_carry_their_phrase_and_breakdowns_their_noun(study: Study) -> None:
    parts = {part.key: part for part in names_of(study).breakdowns}
    assert [group.phrase for group in parts["region"].groups] == ["in the north", "in South"]
    assert (parts["sector"].one, parts["region"].one) == ("sector", "group")


def test_the_sectors_of_the_benchmark_are_a_breakdown_too(study: Study) -> None:
    parts = {part.key: part for part in names_of(study).breakdowns}
    assert [group.key for group in parts["benchmark"].groups] == ["banking"]


def test_groups_without_a_column_have_no_name_in_prose(study: Study) -> None:
    parts = {part.key: part for part in names_of(study).breakdowns}
    assert "farms" not in [group.key for group in parts["sector"].groups]


def test_a_chart_comes_from_an_edition_and_its_fieldwork(study: Study) -> None:
    assert source_of(study) == "Edition small, fieldwork spring 2020"
