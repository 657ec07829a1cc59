"""Capability by stage of the circle, against a recomputation from the items that were assessed."""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction

import pytest
import yaml
from recomputation import ROOT, Recomputed, Shown, decimals

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {"tbl-a-stages"}
STAGES = ("knowledge", "strategy", "planning", "implementation", "results")
ITEMS = ROOT / "data" / "scorecards" / "items.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """Items of the year that all firms were assessed in."""
    with ITEMS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["year"] == "2016"]


@pytest.fixture(scope="module")
def weights() -> dict[str, int]:
    parameters = yaml.safe_load((ROOT / "params" / "2016.yml").read_text(encoding="utf-8"))
    return parameters["capability"]["weights"]


def means(
    rows: list[dict[str, str]], weights: dict[str, int], *columns: str
) -> dict[tuple[str, ...], Fraction]:
    """Mean over firms of the weighted means of each firm's evidence."""
    carried: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    total: dict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        weight = sum(weights[driver] for driver in row["drivers"].split(";"))
        key = (row["company"], *(row[column] for column in columns))
        carried[key] += weight * int(row["evidence"])
        total[key] += weight
    by_group: dict[tuple[str, ...], list[Fraction]] = defaultdict(list)
    for key, sum_ in carried.items():
        by_group[key[1:]].append(sum_ / total[key])
    return {key: sum(scores, Fraction()) / len(scores) for key, scores in by_group.items()}


def test_every_cell_is_the_mean_of_the_firms(
    shown: Shown, rows: list[dict[str, str]], weights: dict[str, int]
) -> None:
    own = Recomputed("2016")
    cells = means(rows, weights, "theme", "stage")
    whole = means(rows, weights, "theme")
    _, *printed = shown.rows("tbl-a-stages")
    assert [row[0] for row in printed] == [own.shorts[theme] for theme in own.names]
    for theme, (_, *found, last) in zip(own.names, printed, strict=True):
        assert found == [decimals(cells[theme, stage], 1) for stage in STAGES]
        assert last == decimals(whole[(theme,)], 1)
        # The items roll up to the scores that the benchmark is made of.
        scores = own.assessments[theme]
        assert whole[(theme,)] == Fraction(int(scores.sum()), len(scores))


def test_what_is_said_of_the_stages_is_true(
    shown: Shown, rows: list[dict[str, str]], weights: dict[str, int]
) -> None:
    cells = means(rows, weights, "theme", "stage")
    themes = {theme for theme, _ in cells}
    by_stage = {
        stage: sum((cells[theme, stage] for theme in themes), Fraction()) / len(themes)
        for stage in STAGES
    }
    best, worst = (pick(by_stage, key=lambda one: by_stage[one]) for pick in (max, min))
    said = shown.items["txt-stages-opening"]["markdown"]
    assert f"highest in {best}, {decimals(by_stage[best], 1)} on average" in said
    assert f"lowest in {worst}, {decimals(by_stage[worst], 1)}." in said
    firms = {row["company"] for row in rows}
    assert f"{len(rows):,} items at {len(firms)} firms" in said
    for driver, weight in weights.items():
        assert f"{driver} {weight}" in said
