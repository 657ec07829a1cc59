from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters import groups
from research.chapters.priorities import breakdown, overall, separability, theme
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_computed_once_is_kept_for_the_study(study: Study) -> None:
    assert separability.position_sets(study) is separability.position_sets(study)
    assert separability.differences(study) is separability.differences(study)


def test_another_opening_of_the_study_computes_anew(study: Study, params: Path) -> None:
    other = open_study(params)
    assert separability.differences(other) is not separability.differences(study)


def test_every_table_of_ranks_ends_in_a_note_on_separability(study: Study) -> None:
    assert "told apart" in overall.ranking_table(study).notes[-1]
    assert "Over all themes, " in breakdown.ranks_table(study, "region").notes[-1]
    assert "chance" in theme.ranks_table(study, "offer").notes[-1]


def test_an_order_of_one_answer_has_its_reason(params: Path) -> None:
    path = params.parents[1] / "data" / "respondents.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    note = separability.overall_note(open_study(params))[0]
    assert note.startswith("Which positions can be told apart is not defined: ")


def test_positions_open_to_a_theme_hold_its_rank_in_every_group(study: Study) -> None:
    found = separability.open_positions(study, "region")
    tidy = groups.shown_ranks(study, "region")
    assert len(found) >= len(tidy) > 0
    for row in tidy.to_dict("records"):
        low, high = found[row["group"], row["item"]]
        assert 1 <= low <= row["rank"] <= high <= len(study.themes)


def test_positions_of_everybody_are_those_of_the_order(study: Study) -> None:
    items = separability.position_sets(study).items
    found = separability.open_positions(study, "")
    assert found == {
        ("overall", str(key)): (row["marginal_low"], row["marginal_high"])
        for key, row in items.iterrows()
    }
