from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml

from research.chapters.questions.crosstab import opening, tables
from research.chapters.questions.topline import totals
from research.chapters.tabs.narrowed import answers_filtered
from research.chapters.tabs.planned import study_tabs
from research.display.table import Table
from research.errors import InputError
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

FEW = 10
# Sectors by number of respondents: 4 has too few to be told of.
SIZES = {"1": 40, "2": 30, "3": 25, "4": 4}


def made(folder: Path, filters: dict[str, object]) -> Study:
    rng = np.random.default_rng(1)
    rows = ["sector,score"]
    for sector, size in SIZES.items():
        rows += [f"{sector},{score}" for score in rng.integers(1, 6, size)]
    (folder / "answers.csv").write_text("\n".join(rows), encoding="utf-8")
    content = {
        "edition": "made",
        "title": "Made",
        "data": {"answers": {"file": "answers.csv"}},
        "questions": [
            {"name": "sector", "type": "single", "column": "sector", "codes": dict(SIZES)},
            {"name": "score", "type": "scale", "column": "score", "range": [1, 5]},
        ],
        "privacy": {"hide_base": FEW},
        "filters": filters,
        "report": {"sections": [{"heading": "A"}]},
    }
    content["questions"][0]["codes"] = {key: f"Sector {key}" for key in SIZES}
    (folder / "made.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return open_study(folder / "made.yml")


def shown(study: Study, filtered: str) -> int:
    """How many lines the tables of a filter show of everybody in them."""
    tabs = study_tabs(study, ["score"], filters=answers_filtered(study, filtered))
    return sum(int(tab.values["total"].notna().sum()) for tab in tabs)


def told(**sectors: list[str]) -> dict[str, object]:
    return {
        name: {"text": f"Part {name}", "answers": {"sector": wanted}}
        for name, wanted in sectors.items()
    }


def test_tables_of_a_filter_say_it_and_have_bases_of_their_own(tmp_path):
    study = made(tmp_path, told(one=["1"]))
    (tab,) = study_tabs(study, ["score"], filters=answers_filtered(study, "one"))
    assert tab.filter == "Part one"
    assert tab.base_of("mean") == SIZES["1"]
    table = next(one for one in tables(study, ["score"], filtered="one") if isinstance(one, Table))
    assert isinstance(table, Table)
    assert any("Filter: Part one" in line for line in table.above)
    assert table.id == "tbl-tab-score-one"
    assert not table.results
    assert "Part one" in opening(study, filtered="one").markdown
    line = totals(study, ["score"], filtered="one")
    assert isinstance(line, Table)
    assert line.id == "tbl-topline-one"
    assert not line.results


def test_two_filters_do_not_tell_of_few_by_their_difference(tmp_path):
    both = made(tmp_path, told(some=["1", "2"], more=["1", "2", "4"]))
    assert shown(both, "") > 0
    assert shown(both, "some") == 0 or shown(both, "more") == 0
    # Each alone tells of nobody: 29 and 25 are left out.
    for name, wanted in (("some", ["1", "2"]), ("more", ["1", "2", "4"])):
        alone = made(tmp_path, told(**{name: wanted}))
        assert shown(alone, name) > 0


def test_a_filter_that_leaves_out_few_shows_nothing(tmp_path):
    study = made(tmp_path, told(most=["1", "2", "3"]))
    assert shown(study, "most") == 0
    assert shown(study, "") > 0


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ({"sektor": ["1"]}, "'sektor' is no question; did you mean 'sector'?"),
        ({"sector": ["9"]}, "'9' is no answer of 'sector'"),
    ],
)
def test_a_filter_by_what_is_not_there_is_an_error(tmp_path, answers, what):
    with pytest.raises(InputError) as caught:
        made(tmp_path, {"one": {"text": "One", "answers": answers}})
    assert what in str(caught.value)


def test_a_section_that_names_no_filter_is_told(tmp_path):
    study = made(tmp_path, told(one=["1"]))
    with pytest.raises(InputError, match="'two' is no filter"):
        tables(study, ["score"], filtered="two")
    with pytest.raises(InputError, match="'two' is no filter"):
        totals(study, ["score"], filtered="two")
