"""Nine drivers on a page: what an edition lacks is not measured, and breaks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.chapters.listening import ninedrivers
from research.display.table import Table
from research.edition.listening import Listening
from research.errors import ThinDataError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


def asking(monkeypatch, **changed) -> Study:
    """The edition of 2016 with another supplier, and nothing known of its integrity."""

    def thin(_: Study) -> None:
        raise ThinDataError("nobody answered")

    study = open_study(ROOT / "params" / "2016.yml")
    own = study.supplier.model_copy(update=changed)
    monkeypatch.setattr(type(study), "supplier", own)
    monkeypatch.setattr(ninedrivers, "lit", thin)
    return study


@pytest.mark.parametrize(
    ("changed", "measured"),
    [
        ({"listening": None, "roi": None}, ["duality"]),
        ({"listening": Listening(), "roi": None}, ["duality"]),
        (
            {
                "roi": None,
                "listening": Listening.model_validate(
                    {"engagement": {"questions": ["proud"], "by": ["region"]}}
                ),
            },
            ["duality", "employees"],
        ),
    ],
)
def test_what_is_lacking_is_not_measured(monkeypatch, changed, measured):
    study = asking(monkeypatch, **changed)
    table = ninedrivers.drivers_table(study)
    assert isinstance(table, Table)
    keys = [*ninedrivers._READ]
    told = table.frame["value"].tolist()
    assert [
        key for key, value in zip(keys, told, strict=True) if value != "not measured"
    ] == measured
    assert table.results[0].value == len(measured)
    said = ninedrivers.opening(study).markdown
    assert ("One of nine" in said and " has a number" in said) == (len(measured) == 1)


def test_nobody_claims_to_compute_what_is_done_together(monkeypatch):
    table = ninedrivers.drivers_table(asking(monkeypatch, roi=None))
    assert isinstance(table, Table)
    assert table.frame.loc["Making things together", "value"] == "not measured"
    assert "payers" in table.frame.loc["Who pays and who uses", "value"]
