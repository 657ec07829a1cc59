"""One unit on a page: beside all, alone, and where an edition has less."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.chapters.listening import unit
from research.display.table import Table
from research.edition.listening import Listening
from research.errors import InputError
from research.frameworks.voices import change, voice
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def test_a_unit_stands_beside_all(supplier):
    table = unit.page_table(supplier, "region=Americas")
    assert isinstance(table, Table)
    assert [*table.frame.columns] == ["Americas", "All"]
    assert table.id == "tbl-unit-region-americas"
    assert "–" not in table.frame["Americas"].tolist()


def test_without_a_part_the_page_is_about_all(supplier):
    table = unit.page_table(supplier)
    assert isinstance(table, Table)
    assert [*table.frame.columns] == ["All"]
    assert table.frame.loc["Accounts", "All"] == "600"


def test_a_part_that_there_is_not_is_refused(supplier):
    with pytest.raises(InputError, match="Atlantis"):
        unit.page_table(supplier, "region=Atlantis")


def test_what_an_edition_lacks_is_a_dash(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    own = study.supplier.model_copy(update={"listening": Listening()})
    monkeypatch.setattr(type(study), "supplier", own)
    table = unit.page_table(study, "region=Americas")
    assert isinstance(table, Table)
    lacking = table.frame.index[table.frame["Americas"] == "–"].tolist()
    assert lacking == ["Touchpoints", "Spoken of most", "Index of health", "Alerts"]


def test_a_change_of_the_same_accounts_is_surer_than_one_of_others():
    before = pd.DataFrame({"value": [0.0, 50, 100, 20, 80], "account": list("abcde")})
    after = before.assign(value=before["value"] + [10, 12, 8, 10, 10])
    same = change(before, after)
    others = change(before, after.assign(account=list("fghij")))
    assert same[0] == others[0] == 10
    assert same[2] - same[1] < others[2] - others[1]
    # All move alike but for a little, so that the change is told from nought.
    assert 0 < same[1] < 10 < same[2]
    assert voice(before["value"]).mean == 50
