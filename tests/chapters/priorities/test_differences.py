from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.priorities import differences
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path


def test_every_breakdown_has_a_row_without_its_hidden_groups(study: Study) -> None:
    table = differences.differences_table(study)
    assert list(table.frame.index) == ["Sector", "Region"]
    assert [[cell.text for cell in row[:2]] for row in table.cells] == [["2", "7"], ["2", "8"]]


def test_corrected_probabilities_are_no_smaller(study: Study) -> None:
    table, text = differences.differences_table(study), differences.differences_text(study)
    found = {result.name: result.value for result in [*table.results, *text.results]}
    assert len(found) == 2 * 3 + 2 * 4 * 2
    for name, value in found.items():
        if name.endswith(".p"):
            assert found[f"{name}_adjusted"] >= value > 0


def test_the_notes_name_method_permutations_seed_and_correction(study: Study) -> None:
    notes = " ".join(differences.differences_table(study).notes)
    for words in ("Anderson 2001", "10,000 permutations", "seed 2015", "Holm (1979)"):
        assert words in notes


def test_a_breakdown_of_groups_too_small_to_compare_says_so(params: Path) -> None:
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("hide_base: 2", "hide_base: 4"), encoding="utf-8")
    study = open_study(params)
    table = differences.differences_table(study)
    assert [cell.text for cell in table.cells[0]] == ["1", "4", "–", "–", "–", "–"]
    assert "Sector: fewer than two groups are large enough to be compared." in table.notes
    assert "nothing was tested" in differences.differences_text(study).markdown
    assert not [result for result in table.results if ".sector." in result.name]
