from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research.chapters.tabs import study_tabs
from research.study import open_study

if TYPE_CHECKING:
    from research.study import Study


CUSTOMERS = Path(__file__).parents[2] / "params" / "customers.yml"


@pytest.mark.parametrize("banner", ["", "sector"])
def test_properties_of_cells_have_the_types_that_they_are_worth(study: Study, banner: str) -> None:
    (tab,) = study_tabs(study, ["region"], banner)
    for frame in (tab.values, tab.low, tab.high, tab.counts):
        assert {str(kind) for kind in frame.dtypes} == {"float64"}
    for frame in (tab.letters, tab.rest, tab.reasons):
        assert all(isinstance(text, str) for row in frame.to_numpy() for text in row)
        assert frame.index.tolist() == tab.values.index.tolist()


def test_those_in_a_table_who_gave_no_answer_are_told(params: Path) -> None:
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("strict: true", "strict: false", 1), encoding="utf-8")
    data = params.parents[1] / "data" / "respondents.csv"
    rows = data.read_text(encoding="utf-8")
    assert rows.count("Norway,North") == 4
    data.write_text(rows.replace("Norway,North", "Norway,"), encoding="utf-8")
    study = open_study(params)
    (tab,) = study_tabs(study, ["region"])
    assert tab.notes == ("4 respondents who were asked gave no answer.",)
    (tab,) = study_tabs(study, ["region"], filters={"sector": ["banking"]})
    assert tab.notes == ("2 respondents who were asked gave no answer.",)


def test_a_table_of_several_answers_says_that_they_may_exceed_a_whole() -> None:
    study = open_study(CUSTOMERS)
    (tab,) = study_tabs(study, ["channels"])
    assert "Several answers were possible: percentages may add up to more than 100%." in tab.notes
    (tab,) = study_tabs(study, ["renew"])
    assert not any("100%" in note for note in tab.notes)
