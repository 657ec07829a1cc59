from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.groups import breakdown_ranks, group_labels, rank_tables

if TYPE_CHECKING:
    from research.study import Study


def test_labels_are_those_of_the_groups_with_a_column(study: Study) -> None:
    assert group_labels(study, "sector") == {
        "banking": "Banking & Co",
        "retail": "Retail",
        "mining": "Mining",
    }


def test_ranks_of_a_breakdown_keep_hidden_groups_without_their_values(study: Study) -> None:
    tidy = breakdown_ranks(study, "sector")
    assert list(tidy["group"].unique()) == ["banking", "retail", "mining"]
    assert tidy.loc[tidy["hidden"], "rank"].isna().all()


def test_prose_never_sees_a_hidden_group(study: Study) -> None:
    tables = rank_tables(study)
    assert list(tables) == ["overall", "sector", "region"]
    assert list(tables["sector"]["group"].unique()) == ["banking", "retail"]
    assert list(tables["overall"].index)[:2] == ["staff", "retain"]
