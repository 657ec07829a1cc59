from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from research.chapters.integrity.material import CARELESS, material
from research.frameworks.integrity_answers import any_of
from research.study import open_study

if TYPE_CHECKING:
    from research.chapters.integrity.material import Material

PLACE = Path(__file__).parents[2] / "benchmarks" / "recovery_integrity.py"


@pytest.fixture(scope="module")
def recovery() -> Any:
    spec = importlib.util.spec_from_file_location("recovery_integrity", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["recovery_integrity"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def contacts() -> Material:
    return material(open_study("params/2016.yml"))


@pytest.fixture(scope="module")
def customers() -> Material:
    return material(open_study("params/customers.yml"))


def test_those_planted_are_found_and_few_others(recovery, tmp_path):
    # On 200 samples: tests/benchmarks/recovery_integrity.csv.
    found = recovery.counted(1, tmp_path)
    for kind in recovery.PLANTED:
        assert found[f"{kind} recall"] >= 0.75, kind
        assert found[f"{kind} false alarms"] <= 0.02, kind
    assert found["contradicting recall"] == 1


def test_who_answered_of_those_invited(contacts):
    held = pd.read_csv("data/2016/contacts.csv").query("survey == 2016")
    assert len(contacts.answered) == len(held) == 2500
    assert int(contacts.answered.sum()) == int(held["answered_on"].notna().sum()) == 1513
    people = contacts.people()
    assert people["answered"].sum() == 1513
    assert contacts.earlier_name == "2015"
    assert len(contacts.people(contacts.earlier())) == 2500


def test_what_was_known_before_and_days_and_codes_are_no_answers(contacts):
    assert [one.name for one in contacts.asked] == [
        "recommend", "ratings", "relationship_quality", "comment", "quotable",
        "premium", "knows",
    ]  # fmt: skip


def test_straight_lines_and_copies_are_those_of_the_file(contacts):
    held = pd.read_csv("data/2016/contacts.csv").query("survey == 2016 and recommend.notna()")
    parts = ["trust", "commitment", "satisfaction", "value", "solution", "experience"]
    flat = held[parts].max(axis="columns") == held[parts].min(axis="columns")
    straight = {flag.label: flag.check.count for flag in contacts.flags if flag.kind == "straight"}
    assert straight["Straight lines in “Parts of the relationship”"] == int(flat.sum())
    careless = any_of(contacts.of(*CARELESS))
    assert careless.base == len(held)
    assert careless.count >= int(flat.sum())


def test_blanks_are_those_of_the_file(contacts):
    held = pd.read_csv("data/2016/contacts.csv").query("survey == 2016 and recommend.notna()")
    rated = [
        "responsiveness", "expertise", "delivery", "product", "support", "onboarding", "portal",
        "invoicing",
    ]  # fmt: skip
    blank = int(held[rated].isna().to_numpy().sum())
    assert contacts.blank.loc["ratings", ["asked", "blank"]].tolist() == [8 * len(held), blank]


def test_sections_are_those_declared_or_thirds(contacts, customers):
    assert [*customers.sections.index] == [
        "About the firm", "How the supplier is seen", "How money is spent",
        "In no section",
    ]  # fmt: skip
    assert contacts.sections.index[0] == "First third of the questions"


def test_answers_that_an_author_says_exclude_each_other(customers):
    held = pd.read_csv("data/customers/answers.csv")
    rated = held["care"].between(1, 5) & (held["status"] == 1) & (held["nothing"] == 1)
    [check] = customers.of("contradicting")
    assert (check.count, check.base) == (int(rated.sum()), len(held))
    assert set(check.who) == set(held["id"][rated])


def test_answers_that_the_questions_do_not_allow_are_flagged(tmp_path):
    (tmp_path / "params").mkdir()
    lines = ["id,s,q,us,them", *(f"R{at},1,{at % 5 + 1},50,50" for at in range(20))]
    lines += ["X1,2,4,50,50", "X2,1,9,50,50", "X3,1,3,60,60"]
    (tmp_path / "answers.csv").write_text("\n".join(lines), encoding="utf-8")
    params = tmp_path / "params" / "small.yml"
    params.write_text(
        """\
edition: small
title: Small
data:
  answers: {file: ../answers.csv, id: id}
questions:
  - {name: status, type: single, column: s, codes: {1: Customer, 2: Other}}
  - name: score
    type: scale
    column: q
    codes: {1: low, 5: high}
    base: {text: Customers, filter: {status: [Customer]}}
  - name: shares
    type: allocation
    rows: {us: {column: us}, them: {column: them}}
report:
  formats: [html]
  sections: [{notebook: integrity}]
""",
        encoding="utf-8",
    )
    found = material(open_study(params))
    broken = {flag.label: set(flag.check.who) for flag in found.flags if flag.kind == "routing"}
    assert broken["“shares”"] == {"X3"}
    whole = set().union(*(check.who for check in found.of("routing")))
    assert whole == {"X1", "X2", "X3"}
