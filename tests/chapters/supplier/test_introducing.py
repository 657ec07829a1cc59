"""Introductions in a plan: by role where contacts are listed, nothing where they are counted."""

from __future__ import annotations

from pathlib import Path

from research.chapters.supplier.introducing import introduction_notes
from research.chapters.supplier.plan import keys, people_table
from research.display.table import Table
from research.study import open_study

ROOT = Path(__file__).parents[3]


def test_plans_name_roles_and_never_a_contact():
    study = open_study(ROOT / "params" / "plans-2016.yml")
    told = [note for key in keys(study) for note in introduction_notes(study, key)]
    assert len(told) > 5
    roles = set(study.contacts["role"])
    people = set(study.contacts["contact"])
    for note in told:
        assert any(role in note for role in roles)
        assert not any(person in note for person in people)
    table = people_table(study, keys(study)[1])
    assert isinstance(table, Table)
    assert table.notes == introduction_notes(study, keys(study)[1])


def test_where_contacts_are_counted_no_role_is_told():
    study = open_study(ROOT / "params" / "2016.yml")
    assert [introduction_notes(study, key) for key in keys(study)] == [[]] * 20
