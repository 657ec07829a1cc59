"""Records that belong to accounts, and records that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier.recorded import recorded
from research.errors import InputError, ThinDataError
from research.study import open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture
def study():
    return open_study(ROOT / "params" / "2016.yml")


def test_records_are_indexed_by_id_with_their_accounts(study):
    rows = recorded(study, "tickets")
    assert rows.index.is_unique
    assert set(rows["account"]) <= set(study.accounts["account"])


def test_a_table_of_something_else_is_refused(study):
    with pytest.raises(InputError, match="records belong to accounts"):
        recorded(study, "suppliers")


def test_all_faults_are_told_at_once(study, monkeypatch):
    accounts, rows = study.accounts, study.read("tickets").tidy("id")
    rows.loc[0, "account"] = "A9999"
    monkeypatch.setattr(type(study.read("tickets")), "tidy", lambda _, __: rows)
    monkeypatch.setattr(type(study), "accounts", accounts)
    with pytest.raises(InputError) as told:
        recorded(study, "tickets", lambda sheet: [(str(sheet.index[1]), "is odd")])
    assert [str(one).count("ticket or delay") for one in told.value.problems] == [1, 1]
    assert "T0001 is about A9999, which is no account" in str(told.value)


def test_no_records_at_all_are_said(study, monkeypatch):
    rows = study.read("tickets").tidy("id").head(0)
    monkeypatch.setattr(type(study.read("tickets")), "tidy", lambda _, __: rows)
    with pytest.raises(ThinDataError, match="there are no tickets and delays"):
        recorded(study, "tickets")
