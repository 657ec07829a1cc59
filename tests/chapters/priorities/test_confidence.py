from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters.priorities import confidence
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path


def alone(params: Path) -> Study:
    """The study with its first respondent only."""
    path = params.parents[1] / "data" / "respondents.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    return open_study(params)


def test_themes_stand_in_the_overall_order(study: Study) -> None:
    table = confidence.positions_table(study)
    assert list(table.frame.index)[:2] == ["Staff & Skills", "Keeping Customers"]
    assert [row[0].text for row in table.cells] == ["1", "2", "3=", "3="]


def test_the_bands_of_the_chart_are_the_results_of_the_table(study: Study) -> None:
    chart, table = confidence.positions_chart(study), confidence.positions_table(study)
    found = {result.name: result.value for result in table.results}
    drawn = chart.values.loc["Staff"]
    assert found["appendix.staff.low"] == drawn["wide_low"] == 1
    assert found["appendix.staff.high"] == drawn["wide_high"]
    assert found["appendix.staff.alone_high"] == drawn["high"]


def test_the_alternative_text_says_what_the_chart_says(study: Study) -> None:
    alt = confidence.positions_chart(study).alt
    assert "can be told apart" in alt
    assert "Offer, position 3=, may be" in alt


def test_a_simultaneous_set_holds_the_marginal_one_and_the_position(study: Study) -> None:
    frame = confidence.positions_table(study).frame
    assert (frame["simultaneous_low"] <= frame["marginal_low"]).all()
    assert (frame["marginal_low"] <= frame["rank"]).all()
    assert (frame["rank"] <= frame["marginal_high"]).all()
    assert (frame["marginal_high"] <= frame["simultaneous_high"]).all()


def test_the_notes_name_method_draws_and_seed(study: Study) -> None:
    notes = " ".join(confidence.positions_table(study).notes)
    assert "Mogstad" in notes
    assert "100,000 draws" in notes
    assert "seed 2015" in notes


def test_pairs_and_agreement_are_results_with_their_base(study: Study) -> None:
    results = [*confidence.positions_text(study).results, *confidence.agreement(study).results]
    found = {result.name: result.value for result in results}
    assert found["separability.pairs"] == 6
    assert 0 <= found["separability.separated"] <= 6
    # Rank sums of the made-up data.
    assert found["agreement.w"] == pytest.approx(_w([18, 14, 24, 24], respondents=8))
    assert {result.base for result in results} == {8}


def _w(sums: list[int], *, respondents: int) -> float:
    mean = sum(sums) / len(sums)
    spread = sum((total - mean) ** 2 for total in sums)
    return 12 * spread / (respondents**2 * (len(sums) ** 3 - len(sums)))


def test_one_respondent_gives_a_reason_instead_of_an_order(params: Path) -> None:
    study = alone(params)
    assert "How sure the order is cannot be said" in confidence.opening(study).markdown
    assert confidence.agreement(study).markdown.startswith("Agreement cannot be measured: ")
    said = confidence.positions_table(study).markdown
    assert said.startswith("A table is left out here: one respondent shows no variation")
