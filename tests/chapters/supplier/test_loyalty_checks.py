from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier import loyalty_checks
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_unbalanced_confounders_are_marked_before_weighting_only(supplier):
    cells = loyalty_checks.balance_table(supplier).cells
    assert cells[0][0].text.endswith("*")
    assert not any(after.text.endswith("*") for _, after in cells)


def test_overlap_counts_both_groups(supplier):
    table = loyalty_checks.overlap_table(supplier)
    assert table.frame.index.tolist() == ["Promoter", "Detractor"]
    assert (table.frame["effective"] < table.frame["base"]).all()


def test_a_scan_without_findings_says_so(supplier):
    assert "no reversal" in loyalty_checks.reversals(supplier).markdown
