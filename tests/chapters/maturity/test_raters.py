"""Raters of one company: agreement, what they differ on, and units that may be told of."""

from __future__ import annotations

import pytest
from assessed import COMPANY, stranger

from research.chapters.maturity import raters
from research.study import Study, open_study


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(COMPANY)


@pytest.fixture(scope="module")
def agreement(study):
    """The table of agreement, whose limits are drawn a thousand times over."""
    return raters.agreement_table(study)


def test_agreement_is_told_by_every_measure_with_its_limits(agreement):
    assert len(agreement.frame) == 6
    values = {one.name: one.value for one in agreement.results}
    assert 0.3 < values["raters.alpha"] < 0.667
    assert values["raters.single"] < values["raters.mean"] < 1
    assert values["raters.exact"] < values["raters.near"]
    assert "26 made-up raters by 20 items" in agreement.notes[0]
    assert "rests on the 19 items" in agreement.notes[0]


def test_poor_agreement_sends_the_raters_to_talk(study):
    said = raters.opening(study).markdown
    assert "see more than one company" in said
    assert "alpha 0.50" in said


def test_the_planted_items_are_those_that_raters_most_disagree_on(study):
    table = raters.disagreement_table(study)
    first = {one.name.rpartition(".")[2] for one in table.results[:4]}
    assert first == {"patience", "promises", "hr", "met"}
    assert table.frame["apart"].is_monotonic_decreasing
    said = raters.observations(study).markdown
    assert said.count("Talk about this") == 2
    # Items are called as in the tables, not by the short names of the data.
    assert "apart on “From time to time we check whether customers really meet" in said


def test_units_stand_by_their_total_and_none_has_a_single_rater(study):
    table = raters.units_table(study)
    assert list(table.frame.index) == [
        "Whole company", "Headquarters", "Service", "Pumps", "Valves",
    ]  # fmt: skip
    assert table.frame["overall"].iloc[1:].is_monotonic_decreasing
    assert table.frame["stage"].tolist()[1:3] == ["Mobilize", "Mobilize"]
    assert len(table.notes) == 1


@pytest.mark.parametrize(
    ("least", "shown"),
    [(5, 4), (6, 2), (7, 2), (8, 1)],
)
def test_small_units_are_hidden_with_one_that_would_tell_of_them(tmp_path, least, shown):
    table = raters.units_table(stranger(tmp_path, company=True, least=least))
    assert len(table.frame) == 1 + shown
    assert ("not shown" in " ".join(table.notes)) == (shown < 4)


def test_no_rater_is_told_of_by_mark_or_row(study, agreement):
    for made in (
        agreement,
        raters.disagreement_table(study),
        raters.units_table(study),
    ):
        said = made.markdown() + str(made.data())
        assert not [rater for rater in ("P1", "S8", "H5", "V6") if rater in said]
