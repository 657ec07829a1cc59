from __future__ import annotations

from pathlib import Path

from research.chapters.groups import breakdown_ranks, group_labels, overall_ranks, rank_tables
from research.chapters.priorities.confidence import agreement
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]


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


def test_accounts_that_an_edition_names_widen_intervals_and_stand_under_the_method() -> None:
    alone = open_study(ROOT / "params/2016.yml")
    answers = alone.config.data["answers"].model_copy(update={"cluster": "seniority"})
    data = {**alone.config.data, "answers": answers}
    nested = Study(alone.config.model_copy(update={"data": data}), alone.path)
    assert alone.clusters is None
    assert nested.clusters is not None
    assert nested.clusters.nunique() == alone.respondents["seniority"].nunique(dropna=False)
    plain, wide = (overall_ranks(study) for study in (alone, nested))
    assert (wide["mean_rank"] == plain["mean_rank"]).all()
    reach = [frame["top3_high"] - frame["top3_low"] for frame in (plain, wide)]
    assert (reach[1] > reach[0]).all()
    assert "corrected for clusters" in agreement(nested).markdown
    assert "corrected for clusters" not in agreement(alone).markdown
