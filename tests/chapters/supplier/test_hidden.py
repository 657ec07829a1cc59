from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.customers import customers
from research.chapters.supplier import accounts
from research.chapters.supplier.hidden import hidden_counted, hidden_listed
from research.frameworks.accounts import hidden_risks
from research.study import open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def found():
    about = customers(open_study(ROOT / "params" / "2016.yml"))
    risks = hidden_risks(about.contacts(1), about.landscape)
    return about, risks[risks["unhappy_deciders"] > 0], len(risks)


def test_by_quadrant_the_same_people_are_counted_without_a_name(found):
    _, unhappy, _ = found
    counted = hidden_counted(*found)
    assert counted.labels == ["Big fans", "Underserved advocates"]
    assert counted.frame["accounts"].sum() == len(unhappy) == counted.results[0].value
    assert counted.frame["unhappy_deciders"].sum() == unhappy["unhappy_deciders"].sum()
    assert not set(unhappy.index) & set(counted.frame.index)
    assert "(A" not in counted.markdown()


def test_a_list_has_the_accounts_with_most_revenue(found):
    _, unhappy, _ = found
    listed = hidden_listed(*found)
    assert list(listed.frame.index) == list(unhappy.index[:6])
    assert all("(A" in label for label in listed.labels)


def test_the_edition_says_which(found):
    about, *_ = found
    assert accounts.hidden_table(about.study).labels == hidden_counted(*found).labels
    plans = open_study(ROOT / "params" / "plans-2016.yml")
    assert accounts.hidden_table(plans).labels == hidden_listed(*found).labels
