from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.customers import customers
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_a_part_has_its_own_accounts_contacts_and_names(supplier):
    about = customers(supplier, "region=UK and Europe")
    assert set(about.accounts["region"]) == {"UK and Europe"}
    assert set(about.contacts(1)["account"]) <= set(about.accounts["account"])
    assert (about.slug, about.dotted) == ("-region-uk-and-europe", ".region.uk.and.europe")


def test_the_present_survey_scores_and_the_one_before_explains_renewals(supplier):
    about = customers(supplier)
    assert set(about.contacts(1)["survey"]) == {2016}
    assert (about.loyalty["surveyed_on"].dropna().dt.year == 2015).all()


@pytest.mark.parametrize(
    ("part", "words"),
    [("colour=red", "names no segment"), ("region=Moon", "has no accounts.*allowed: Africa")],
)
def test_a_part_that_is_none_says_what_there_is(supplier, part, words):
    with pytest.raises(InputError, match=words):
        customers(supplier, part)
