"""Health, engagement and voices of the edition of 2016, and of one that asks for less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from research.chapters.listening import engagement, health, voices
from research.display.chart import Chart
from research.display.table import Table
from research.display.text import Text
from research.edition.listening import Listening
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study(ROOT / "params" / "2016.yml")


def asking(monkeypatch, **asked) -> Study:
    """The edition with other listening."""
    study = open_study(ROOT / "params" / "2016.yml")
    own = study.supplier.model_copy(update={"listening": Listening(**asked)})
    monkeypatch.setattr(type(study), "supplier", own)
    return study


def test_states_add_up_to_accounts_with_an_index(supplier):
    table = health.health_table(supplier)
    assert isinstance(table, Table)
    states = table.frame[["low", "middle", "high"]].sum(axis=1)
    assert states.tolist() == table.frame["known"].tolist()
    assert table.frame["accounts"].iloc[1:].sum() == table.frame["accounts"].iloc[0]


def test_no_survey_part_rests_on_fewer_answers_than_named_scores_may(supplier):
    own = health.measured(supplier)
    contacts = supplier.contacts
    said = contacts[(contacts["survey"] == 2016) & contacts["recommend"].notna()]
    counts = said.groupby("account")["recommend"].count()
    known = own.frame.index[own.frame["Survey"].notna()]
    assert counts.reindex(known).min() == supplier.config.privacy.named_base


def test_every_alert_is_answered_late_open_or_overdue(supplier):
    table = health.alerts_table(supplier)
    assert isinstance(table, Table)
    states = table.frame[["in time", "late", "open", "overdue"]]
    assert states.sum(axis=1).tolist() == table.frame["alerts"].tolist()
    assert table.frame["alerts"].iloc[1:].sum() == table.frame["alerts"].iloc[0]
    # The planted manager is the one whose accounts wait longest.
    assert table.frame["wait"].idxmax() == "M05"


def test_no_contact_is_named_anywhere(supplier):
    made = [
        health.low_table(supplier),
        health.alerts_table(supplier),
        engagement.units_table(supplier),
        voices.aligned_table(supplier),
    ]
    assert all(isinstance(one, Table) for one in made)
    printed = " ".join(one.markdown() for one in made)
    assert not re.search(r"\bC\d{5}\b|\bE\d{4}\b|\bX\d{3}\b", printed)


def test_no_unit_of_few_people_is_shown(supplier):
    table = engagement.units_table(supplier)
    assert isinstance(table, Table)
    assert table.frame[["staff", "answers"]].min().min() >= 10


def test_four_regions_still_have_a_correlation_and_hardly_any_certainty(monkeypatch):
    study = asking(monkeypatch, engagement={"questions": ["proud"], "by": ["region"]})
    table = engagement.correlation_table(study)
    assert isinstance(table, Table)
    measured = table.frame.loc["Measured here"]
    assert measured["units"] == 4
    assert measured["high"] - measured["low"] > 1
    assert isinstance(engagement.units_chart(study), Chart)


def test_themes_and_questions_may_be_of_any_table(monkeypatch):
    study = asking(
        monkeypatch,
        aligned=[{"label": "Trust", "asked": [
            {"table": "contacts", "question": "trust"}, {"table": "pulses", "question": "trust"},
        ]}],
        themes=[
            {"table": "contacts", "question": "topics"},
            {"table": "conversations", "question": "concerns"},
        ],
    )  # fmt: skip
    assert "1 questions were asked alike" not in voices.opening(study).markdown
    table = voices.themes_table(study)
    assert isinstance(table, Table)
    # Field notes of executives, ticked on a form, beside what contacts wrote.
    assert len(table.frame) == 16
    assert len(voices.aligned_table(study).frame) == 2


def test_a_part_that_nobody_set_is_missed_by_its_key(monkeypatch):
    study = asking(monkeypatch)
    with pytest.raises(InputError, match=r"supplier\.listening\.health"):
        health.health_table(study)


def test_few_answers_in_one_place_are_not_shown(monkeypatch):
    study = asking(
        monkeypatch,
        aligned=[{"label": "Trust", "asked": [
            {"table": "contacts", "question": "trust"},
            {"table": "conversations", "question": "trust"},
        ]}],
    )  # fmt: skip
    object.__setattr__(study.config.privacy, "hide_base", 61)
    table = voices.aligned_table(study)
    assert isinstance(table, Table)
    assert table.frame["Value"].isna().tolist() == [False, True]


def test_without_a_claim_of_its_own_nothing_is_said_of_the_suppliers_picture(monkeypatch):
    study = asking(
        monkeypatch,
        aligned=[{"label": "Trust", "asked": [
            {"table": "contacts", "question": "trust"}, {"table": "pulses", "question": "trust"},
        ]}],
    )  # fmt: skip
    made = voices.opening(study)
    assert isinstance(made, Text)
    assert "picture of itself" not in made.markdown
