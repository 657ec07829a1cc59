from __future__ import annotations

import re
from pathlib import Path

import pytest

from research.chapters.supplier import loyalty
from research.statistics.samples.intervals import newcombe
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


@pytest.fixture(scope="module")
def telco() -> Study:
    return open_study(ROOT / "params" / "telco.yml")


def test_the_planted_effect_is_inside_the_adjusted_interval_and_not_the_crude_one(supplier):
    results = {item.name: item.value for item in loyalty.ladder_table(supplier).results}
    assert results["loyalty.renewal.crude.low"] > 10
    for rung in ("adjusted", "weighted", "doublyrobust"):
        low, high = (results[f"loyalty.renewal.{rung}.{end}"] for end in ("low", "high"))
        assert low < 10 < high


def test_every_rung_is_printed_with_what_it_assumes(supplier):
    table = loyalty.ladder_table(supplier)
    renewal, growth = (
        [label, f"{label}: interval", f"{label}: E-value"]
        for label in ("Renewal", "Revenue growth")
    )
    assert table.heads == [*renewal, *growth, "Assumes"]
    assert all(row[-1].text for row in table.cells)


def test_an_e_value_stands_beside_the_estimate_that_it_is_of(supplier):
    table = loyalty.ladder_table(supplier)
    *others, defended = [row[2].text for row in table.cells]
    assert set(others) == {"–"}
    assert re.fullmatch(r"\d\.\d\d \(\d\.\d\d\)", defended)
    assert table.frame["Renewal: E-value"].notna().tolist() == [False] * 4 + [True]


def test_clusters_are_counted_for_each_outcome(supplier):
    notes = " ".join(loyalty.ladder_table(supplier).notes)
    assert "Base: Renewal 375; Revenue growth 438." in notes
    assert "counting together: Renewal 324; Revenue growth 373." in notes


def test_the_sentences_say_when_the_data_cannot_tell(supplier):
    sentences = loyalty.observations(supplier).markdown
    assert "the difference holds" in sentences
    assert "cannot tell" in sentences


def test_two_year_contracts_against_monthly_ones_have_newcombe_s_interval(telco):
    accounts = telco.accounts
    counts = accounts.groupby("Contract")["stayed"].agg(["sum", "size"])
    expected = newcombe(*counts.loc["two-year"], *counts.loc["month-to-month"])
    results = {item.name: item.value for item in loyalty.ladder_table(telco).results}
    low, high = (results[f"loyalty.stayed.crude.{end}"] for end in ("low", "high"))
    assert (low, high) == pytest.approx(tuple(100 * limit for limit in expected))


def test_blank_cells_are_told_under_the_groups(telco):
    assert "Blank cells: charges so far 11." in loyalty.groups_table(telco).notes


def test_a_region_is_no_confounder_of_itself(supplier):
    about = loyalty.about_part(supplier, "region=UK and Europe")
    outcome = supplier.supplier.loyalty.outcomes[0]
    assert "region" not in loyalty.comparison_of(supplier, about, outcome).confounders


def test_the_edition_quotes_one_estimate_and_texts_get_it_by_the_plain_name(supplier):
    results = {item.name: item.value for item in loyalty.ladder_table(supplier).results}
    for outcome in ("renewal", "growth"):
        for end in ("", ".low", ".high"):
            plain = results[f"loyalty.{outcome}{end}"]
            assert plain == results[f"loyalty.{outcome}.doublyrobust{end}"]
    said = loyalty.observations(supplier).markdown
    assert f"{results['loyalty.growth']:.1f}" in said
    assert f"{results['loyalty.growth.adjusted']:.1f}" not in said


@pytest.mark.parametrize(
    ("crude", "sure", "title", "lead"),
    [
        (31.9, 15.0, "Of 32 points, 15 remain once", "differs by 32 points"),
        (15.4, 1.2, "Of 15 points, 1 remains once", "1 point of it remains once"),
        (-8.0, -3.0, "Of −8 points, −3 remain once", "−3 points of it remain once"),
        (12.6, 15.0, "13 points as it looks, 15 points once", "and by 15 points once"),
        (12.6, 12.8, "13 points as it looks, 13 points once", "and by 13 points once"),
        (12.6, -3.0, "13 points as it looks, −3 points once", "and by −3 points once"),
        (12.6, 0.2, "13 points as it looks, 0 points once", "and by 0 points once"),
    ],
)
def test_only_of_a_smaller_difference_is_it_said_that_it_remains(crude, sure, title, lead):
    assert loyalty.title(crude, sure).startswith(title)
    about = {"outcome": "Renewal", "treated": "a", "control": "b", "customers": "accounts"}
    assert lead in loyalty.lead(crude, sure, **about)
