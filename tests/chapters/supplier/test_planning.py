"""The chapter of plans in detail: what it tells, what it never lists, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.chapters.supplier import planning, whitespace
from research.display.table import Table
from research.display.text import Text
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]
TABLES = [
    *(planning.pairs_table, planning.asks_table, planning.favours_table),
    *(planning.introductions_table, planning.paths_table, planning.potential_table),
    *(whitespace.lines_table, whitespace.premium_table),
]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


@pytest.fixture(autouse=True)
def _afresh():
    for cached in (planning._pairs, planning.asks_of, planning.activation):
        cached.cache_clear()
    for cached in (whitespace._lines, whitespace.summary):
        cached.cache_clear()


@pytest.mark.parametrize("table", TABLES)
def test_no_table_lists_a_contact(supplier, table):
    made = table(supplier)
    assert isinstance(made, Table)
    people = set(supplier.contacts["contact"])
    told = {word for row in made.cells for cell in row for word in cell.text.split()}
    assert not told & people
    assert not set(map(str, made.frame.index)) & people


def test_quadrants_add_up_to_all_promoters(supplier):
    frame = planning.asks_table(supplier).frame
    counts = frame[["promoters", "asked", "agreed", "waiting", "accounts", "untouched"]]
    assert counts.iloc[:-1].sum().tolist() == counts.iloc[-1].tolist()


def test_pairs_name_no_account_whose_score_tells_of_a_few(supplier):
    shown = planning.pairs_table(supplier).frame
    contacts = supplier.contacts
    present = contacts[(contacts["survey"] == 2016) & contacts["recommend"].notna()]
    answers = present["account"].value_counts()
    assert (answers[shown.index] >= 3).all()


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (planning.asks_table, "no table of asks"),
        (planning.favours_table, "no table of asks"),
        (whitespace.lines_table, "no table of lines"),
        (whitespace.premium_table, "no table of lines"),
    ],
)
def test_without_the_optional_tables_a_sentence_says_so(monkeypatch, table, why):
    study = open_study(ROOT / "params" / "2016.yml")
    has = type(study.config).table
    monkeypatch.setattr(
        type(study.config),
        "table",
        lambda own, name: None if name in ("asks", "lines") else has(own, name),
    )
    said = table(study)
    assert isinstance(said, Text)
    assert why in said.markdown


def test_an_ask_of_a_contact_of_another_account_is_refused(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    accounts, contacts = study.accounts, study.contacts
    asks = study.read("asks").tidy("id")
    asks.loc[0, "account"] = asks.loc[5, "account"]
    monkeypatch.setattr(type(study.read("asks")), "tidy", lambda _, __: asks)
    monkeypatch.setattr(type(study), "accounts", accounts)
    monkeypatch.setattr(type(study), "contacts", contacts)
    with pytest.raises(InputError, match="a contact who is not at"):
        planning.asks_table(study)


def test_whitespace_is_what_only_rivals_sell(supplier):
    frame = whitespace.lines_table(supplier).frame
    lines = supplier.read("lines").tidy("id")
    ours = set(
        zip(*lines.loc[lines["seller"] == "own", ["account", "line"]].T.to_numpy(), strict=True)
    )
    only = [pair not in ours for pair in zip(lines["account"], lines["line"], strict=True)]
    assert frame["whitespace"].sum() == lines.loc[only, "spend"].sum()
    assert (frame["us"] + frame["both"] + frame["rivals"] == frame["accounts"]).all()
    assert isinstance(frame, pd.DataFrame)
