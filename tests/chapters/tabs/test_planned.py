from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters.tabs.planned import study_tabs
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

PARAMS = """
edition: small
title: Small
data:
  answers: {file: ../data/answers.csv}
questions:
  - {name: sector, type: single, column: sector, codes: {1: A, 2: B, 3: C}}
  - {name: renews, type: single, column: renews, codes: {1: "Yes", 0: "No"}}
banners:
  sector: [{question: sector}]
report:
  sections:
    - heading: Answers
"""


@pytest.fixture
def small(tmp_path: Path) -> Study:
    (tmp_path / "params").mkdir()
    (tmp_path / "data").mkdir()
    rows = ["sector,renews", *["1,1"] * 30, *["2,0"] * 20, *["3,1"] * 4, *["1,0"] * 2]
    (tmp_path / "data" / "answers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    path = tmp_path / "params" / "small.yml"
    path.write_text(PARAMS, encoding="utf-8")
    return open_study(path)


def test_a_table_of_all_but_a_few_is_hidden_since_its_difference_tells_of_them(small):
    [whole] = study_tabs(small, ["renews"])
    assert whole.shown("yes")
    [narrow] = study_tabs(small, ["renews"], filters={"sector": ["1", "2"]})
    assert narrow.empty
    assert narrow.bases["answered"].isna().all(axis=None)


def test_a_table_of_many_is_shown_where_as_many_are_left_out(small):
    [half] = study_tabs(small, ["renews"], filters={"sector": ["1"]})
    assert half.base_of("yes") == 32
