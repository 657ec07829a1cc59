"""The action register of an edition, and one that cannot be true."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.supplier import register
from research.display.table import Table
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_managers_add_up_to_all(supplier):
    table = register.owners_table(supplier)
    assert isinstance(table, Table)
    counts = table.frame[["actions", "open", "overdue", "done"]]
    assert counts.iloc[:-1].sum().tolist() == counts.iloc[-1].tolist()
    assert (counts["open"] + counts["done"] == counts["actions"]).all()
    results = {one.name: one.value for one in table.results}
    assert results["register.overdue"] == counts["overdue"].iloc[-1]


def test_overdue_actions_are_listed_the_longest_first_by_ids_alone(supplier):
    table = register.overdue_table(supplier)
    assert isinstance(table, Table)
    days = table.frame["days"].tolist()
    assert days == sorted(days, reverse=True)
    assert min(days) >= 1
    assert len(days) == register.owners_table(supplier).results[2].value
    assert set(table.frame["account"]) <= set(supplier.accounts["account"])


def test_a_register_that_cannot_be_true_is_refused_with_all_its_faults(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    accounts = study.accounts
    tidy = study.read("actions").tidy("id")
    tidy.loc[0, "account"] = "A9999"
    tidy.loc[1, ["status", "closed"]] = ["done", None]
    monkeypatch.setattr(type(study.read("actions")), "tidy", lambda _, __: tidy)
    monkeypatch.setattr(type(study), "accounts", accounts)
    with pytest.raises(InputError) as told:
        register.opening(study)
    assert len(told.value.problems) == 2
    assert "K002 is done and has no day" in str(told.value)
    assert "K001 is about A9999, which is no account" in str(told.value)
