from __future__ import annotations

import pandas as pd
import pytest

from research.sources.privacy import REMOVED, attributions, mask_persons, without_persons

PEOPLE = pd.DataFrame(
    {
        "name": ["Ann Will", "Zoe Brandt"],
        "email": ["ann@example.com", "zoe@example.com"],
        "company": ["Orvando", "Kelmsta AG"],
        "job_title": ["Director", "Manager"],
        "anonymity_waived": ["yes", "no"],
        "sector": ["Banking", "Retail"],
    }
)


def test_personal_columns_and_the_waiver_are_left_out():
    assert without_persons(PEOPLE).columns.to_list() == ["sector"]
    assert "name" in without_persons(PEOPLE, personal=["email"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("We at Orvando care; ask Ann Will.", f"We at {REMOVED} care; ask {REMOVED}."),
        ("Write to boss@orvando.co.uk", f"Write to {REMOVED}"),
        ("As director I will stay, Will said", f"As director I will stay, {REMOVED} said"),
        ("Orvandoland is no firm of mine", "Orvandoland is no firm of mine"),
        ("Kelmsta AG is another's firm", "Kelmsta AG is another's firm"),
        ("", ""),
    ],
)
def test_a_text_loses_what_tells_its_writer(text, masked):
    texts = pd.Series([text, "fine"])
    assert mask_persons(texts, PEOPLE).to_list() == [masked, "fine"]


WHO = pd.DataFrame(
    [["Insurance", "Life", "UK", "Europe"]] * 3
    + [["Insurance", "Reinsurance", "Italy", "Europe"]]
    + [["Insurance", "Insurance", "Chile", "Americas"]],
    columns=["sector", "industry", "country", "region"],
)


def test_a_country_stands_where_enough_share_it_else_the_region_else_neither():
    told = attributions(WHO, level="country", coarsen_below=3).to_list()
    assert told == ["Life, UK"] * 3 + ["Insurance, Europe", "Insurance"]


def test_nothing_is_coarsened_where_the_edition_says_so():
    told = attributions(WHO, level="country", coarsen_below=0)
    assert told.to_list()[3:] == ["Reinsurance, Italy", "Insurance, Chile"]


@pytest.mark.parametrize(
    ("level", "last"), [("region", "Insurance"), ("sector", "Insurance"), ("none", "")]
)
def test_no_more_is_told_than_the_level_allows(level, last):
    told = attributions(WHO, level=level)
    assert told.iloc[-1] == last
    assert not told.str.contains("UK|Life").any()
