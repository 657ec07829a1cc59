from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from research.chapters.priorities import reconstruction, robustness
from research.errors import InputError
from research.statistics.rankings.groups import compare_groups

if TYPE_CHECKING:
    from research.study import Study


def test_an_edition_without_alternatives_says_what_is_missing(study: Study) -> None:
    with pytest.raises(InputError, match=r"reconstructed\.answers: this key is missing"):
        reconstruction.opening(study)


def test_the_opening_counts_the_sets(rebuilt: Study) -> None:
    text = reconstruction.opening(rebuilt)
    assert "What all 2 reconstructions agree on" in text.markdown
    assert [(one.name, one.value) for one in text.results] == [("reconstruction.sets", 2)]


def test_mean_ranks_run_from_the_least_to_the_most_of_the_sets(rebuilt: Study) -> None:
    table = reconstruction.positions_table(rebuilt)
    sets = rebuilt.alternatives
    assert sets is not None
    means = sets.ranks.mean(axis=1)
    place = rebuilt.ranks.columns.get_loc("staff")
    row = table.frame.loc[rebuilt.config.theme("staff").name]
    assert row.iloc[1:3].to_list() == pytest.approx(sorted(means[:, place]))
    printed = [cell.text for cell in table.cells[list(table.frame.index).index(row.name)]]
    assert printed[1] == "1.75"
    assert [table.frame.iloc[0, 3], table.frame.iloc[-1, 4]] == [1, 4]


def test_a_p_in_the_ledger_is_the_largest_of_all_sets(rebuilt: Study) -> None:
    sets = rebuilt.alternatives
    assert sets is not None
    part = rebuilt.config.breakdown("region")
    member = sets.groups["region"]
    shown = [member.labels.index(group.label) for group in part.columns]
    largest = max(
        compare_groups(
            pd.DataFrame(ranks),
            pd.Series(codes).where(np.isin(codes, shown)),
            permutations=999,
            seed=rebuilt.config.statistics.seed,
        ).p
        for ranks, codes in zip(sets.ranks, member.codes, strict=True)
    )
    table = reconstruction.groups_table(rebuilt)
    found = {one.name: one.value for one in table.results}
    assert found["omnibus.region.p"] == largest
    assert found["omnibus.region.p"] <= found["omnibus.region.p_adjusted"]


def test_counts_of_sets_agree_between_the_tables_and_their_data(rebuilt: Study) -> None:
    table = reconstruction.themes_table(rebuilt)
    assert list(table.frame.columns) == ["Sector", "Region"]
    assert len(table.frame) == len(rebuilt.themes)
    assert table.frame.isin(range(3)).all(axis=None)
    for row, printed in zip(table.frame.to_numpy(), table.cells, strict=True):
        assert [cell.text.split()[0] for cell in printed] == [str(count) for count in row]
    assert len(table.results) == 2 * len(rebuilt.themes)


def test_text_and_agreement_speak_of_all_sets(rebuilt: Study) -> None:
    said = reconstruction.agreement(rebuilt).markdown
    assert "in 0 of 2 reconstructions" in said or "in all 2 reconstructions" in said
    assert "in all 2" in reconstruction.positions_text(rebuilt).markdown
    assert "reconstruction" in reconstruction.groups_text(rebuilt).markdown


def test_intervals_of_shares_are_marked_where_sets_print_them_otherwise(
    rebuilt: Study, study: Study
) -> None:
    table = robustness.shares_table(rebuilt)
    marked = {
        label: [cell.text.endswith("†") for cell in row]
        for label, row in zip(table.frame.index, table.cells, strict=True)
    }
    assert marked[rebuilt.config.theme("staff").name][0]
    assert not any(marked[rebuilt.config.theme("retain").name])
    assert "†" not in robustness.shares_table(study).markdown()
