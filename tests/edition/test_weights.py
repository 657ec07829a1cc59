"""Weights and volumes as an author writes them, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.edition.judgement import judge_edition
from research.edition.weights import scale_of
from research.edition.yamlfile import open_yaml
from research.errors import InputError
from research.study import Study

if TYPE_CHECKING:
    from pathlib import Path

FILE = """
edition: acme
title: Acme
data:
  answers: {file: answers.csv}
questions:
  - name: sector
    type: single
    column: Q1
    codes: {1: Banking, 2: Insurance, 9: {text: Don't know, role: dont_know}}
  - {name: staff, type: numeric, column: staff, bands: {few: 0, many: 500}}
  - {name: used, type: multi, rows: {web: {column: Q2}}}
weights:
  main: {column: wgt}
  margins: {rake: {sector: {1: 0.2, Insurance: 0.8}, staff: {few: 80, many: 20}}, cap: 5}
report: {sections: [{heading: Answers}]}
"""


def faults(folder: Path, old: str, new: str) -> list[str]:
    path = folder / "acme.yml"
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    assert old in FILE
    problems, _ = judge_edition(open_yaml(path))
    return [f"{problem.key}: {problem.what}" for problem in problems]


def test_weights_of_columns_and_targets_are_read(tmp_path):
    path = tmp_path / "acme.yml"
    path.write_text(FILE, encoding="utf-8")
    problems, parts = judge_edition(open_yaml(path))
    assert problems == []
    weights = parts.value.weights
    assert weights["margins"].rake["sector"] == {"1": 0.2, "Insurance": 0.8}
    assert parts.value.figures("answers") == ["wgt"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1: 0.2,", "3: 0.2,", "weights.margins.rake.sector.3: '3' is no answer of 'sector'"),
        ("1: 0.2,", "1: 0.3,", "the targets of 'sector' sum to 1.1: shares sum to 1"),
        ("few: 80", "few: 78", "the targets of 'staff' sum to 98"),
        ("1: 0.2,", "1: 0.1, Banking: 0.1,", "'Banking' and '1' are one answer of 'sector'"),
        ("1: 0.2,", "9: 0.2,", "'9' is no answer of 'sector' that has a target"),
        ("1: 0.2,", "1: 0,", "weights.margins.rake.sector.1: "),
        ("staff: {few", "stuff: {few", "'stuff' is no question of this table"),
        ("staff: {few: 80, many: 20}", "used: {web: 1}", "is of type multi, which has no targets"),
        ("cap: 5", "cap: 1", "weights.margins.cap: "),
        ("{column: wgt}", "{column: wgt, cap: 5}", "cap go with 'rake'"),
        ("{column: wgt}", "{table: answers}", "a weight is a column, raked"),
        ("{column: wgt}", "{column: wgt, fewest: 5}", "fewest go with 'response', and this weight"),
        ("{column: wgt}", "{response: [sector]}", "'response' goes with 'answered'"),
        ("{column: wgt}", "{column: wgt, rake: {sector: {1: 1}}}", "a weight is a column, raked"),
        (
            "{column: wgt}",
            "{response: [sectr], answered: staff}",
            "weights.main.response.0: 'sectr' is",
        ),
        (
            "{column: wgt}",
            "{response: [used], answered: staff}",
            "is of type multi, which makes no",
        ),
        (
            "{column: wgt}",
            "{response: [sector], answered: staf}",
            "weights.main.answered: 'staf' is",
        ),
        ("cap: 5", "quotas: {sector: {4: 20}}", "weights.margins.quotas.sector.4: '4' is no"),
    ],
)
def test_what_cannot_be_a_weight_is_told_with_its_place(tmp_path, old, new, told):
    assert any(told in fault for fault in faults(tmp_path, old, new))


@pytest.mark.parametrize(
    ("targets", "scale"),
    [
        ([0.333, 0.333, 0.333], "shares"),
        ([33.3, 33.3, 33.3], "percents"),
        ([1200, 300], "counts"),
        ([30, 30], "counts"),
        ([1.5, 20], ""),
        ([60, 42], ""),
        ([0.5, 0.52], ""),
    ],
)
def test_targets_are_shares_percents_or_counts(targets, scale):
    assert scale_of(dict(enumerate(targets))) == scale


def test_an_unknown_weight_is_told_with_the_nearest(tmp_path):
    path = tmp_path / "acme.yml"
    path.write_text(FILE, encoding="utf-8")
    _, parts = judge_edition(open_yaml(path))
    study = Study(parts.value, path, tmp_path)
    with pytest.raises(InputError, match=r"there is no weight 'mains'.*'main'"):
        study.weight("mains")
