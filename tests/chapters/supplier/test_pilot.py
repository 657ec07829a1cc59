"""The chapter on a pilot: named by a column or one by one, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.chapters.supplier import pilot
from research.display.table import Table
from research.display.text import Text
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def _asked(monkeypatch, study, **changed):
    asked = study.supplier.pilot.model_copy(update=changed)
    block = study.supplier.model_copy(update={"pilot": asked})
    monkeypatch.setattr(type(study), "supplier", block)
    pilot._piloted.cache_clear()


@pytest.fixture(autouse=True)
def _afresh():
    pilot._piloted.cache_clear()
    yield
    pilot._piloted.cache_clear()


def test_every_measure_has_its_four_means_and_its_interval(supplier):
    table = pilot.change_table(supplier)
    assert isinstance(table, Table)
    frame = table.frame
    by_hand = (frame["pilot_after"] - frame["pilot_before"]) - (
        frame["others_after"] - frame["others_before"]
    )
    assert frame["effect"].tolist() == pytest.approx(by_hand.tolist())
    assert (frame["low"] < frame["effect"]).all()
    assert len(frame) == 3
    assert frame["base"].tolist() == [960, 960, 480]


def test_accounts_named_one_by_one_are_those_of_the_column(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    plain = pilot.change_table(study).frame
    rows = study.read("pilot").tidy("id")
    named = sorted(set(rows.loc[rows["arm"] == "pilot", "account"]))
    _asked(monkeypatch, study, arm="", accounts=named)
    pd.testing.assert_frame_equal(pilot.change_table(study).frame, plain)


def test_an_account_that_there_is_not_is_refused(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    _asked(monkeypatch, study, arm="", accounts=["A9999"])
    with pytest.raises(InputError, match="A9999"):
        pilot.change_table(study)


def test_a_time_at_which_nobody_answered_is_said(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    _asked(monkeypatch, study, after="later")
    found = pilot.change_table(study)
    assert isinstance(found, Text)
    assert "nobody answered 'later'" in found.markdown


def test_without_a_first_day_nothing_is_counted_of_tickets(monkeypatch):
    study = open_study(ROOT / "params" / "2016.yml")
    _asked(monkeypatch, study, start=None)
    assert list(pilot.change_table(study).frame.index) == [
        "Net promoter score",
        "Likelihood to recommend, mean",
    ]
    assert len(pilot.observations(study).markdown.split("\n- ")) == 2


@pytest.mark.parametrize(("count", "shown"), [(10, True), (9, False)])
def test_too_few_answers_in_a_cell_are_not_told(monkeypatch, count, shown):
    study = open_study(ROOT / "params" / "2016.yml")
    whole = study.read("pilot").tidy("id")
    cell = (whole["arm"] == "pilot") & (whole["period"] == "after")
    few = pd.concat([whole[~cell], whole[cell].head(count)])
    monkeypatch.setattr(type(study.read("pilot")), "tidy", lambda _, __: few)
    _asked(monkeypatch, study, start=None)
    assert isinstance(pilot.change_table(study), Table) is shown
