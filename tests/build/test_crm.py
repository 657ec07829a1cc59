"""Files for a customer system, as they lie in their folder."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from research.build.crm import FIELDS, export_crm
from research.cli import app
from research.errors import InputError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def edition(tmp_path) -> Path:
    """A supplier of two accounts whose contacts say whether they may be named."""
    (tmp_path / "params").mkdir()
    (tmp_path / "data").mkdir()
    rated = "trust,commitment,satisfaction,value,solution,experience"
    (tmp_path / "data" / "contacts.csv").write_text(
        f"contact,name,account,role,decides,answered_on,recommend,{rated},comment,waived\n"
        "C1,Zolm Quarp,A,Buyer,yes,2016-05-09,9,6,6,6,6,6,6,=HYPERLINK(1),yes\n"
        "C2,Ruk Vant,A,User,no,2016-05-10,2,3,3,3,3,3,3,bad,no\n"
        "C3,Ott Lim,A,User,no,2016-05-11,8,5,5,5,5,5,5,fine,no\n"
        "C4,Ira Bos,B,User,no,2016-05-12,7,5,5,5,5,5,5,-slow,yes\n",
        encoding="utf-8",
    )
    (tmp_path / "data" / "accounts.csv").write_text(
        "account,name,parent\nA,Nordwerk,P1\nB,Südwerk,\n", encoding="utf-8"
    )
    row = "{{column: {0}, text: {1}}}"
    rows = ", ".join(f"{key}: {row.format(key, key.title())}" for key in rated.split(","))
    path = tmp_path / "params" / "small.yml"
    path.write_text(
        f"""
edition: small
title: Small
data:
  accounts:
    file: ../data/accounts.csv
    id: account
    questions:
      - {{name: name, type: open, column: name}}
      - {{name: parent, type: open, column: parent}}
  contacts:
    file: ../data/contacts.csv
    id: contact
    of: accounts
    by: account
    personal: [name]
    questions:
      - {{name: role, type: single, column: role}}
      - {{name: decides, type: single, column: decides, codes: ["yes", "no"]}}
      - {{name: answered_on, type: day, column: answered_on}}
      - {{name: recommend, title: Likelihood, type: nps, column: recommend}}
      - {{name: parts, type: grid, range: [1, 7], rows: {{{rows}}}}}
      - {{name: waived, type: single, column: waived, codes: ["yes", "no"]}}
      - {{name: comment, type: open, column: comment, of: recommend, consent: {{waived: ["yes"]}}}}
supplier: {{population: made-up accounts}}
report:
  sections: [{{text: said}}]
""",
        encoding="utf-8",
    )
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_hold_the_fields_that_they_are_said_to_hold(edition, tmp_path):
    files, _ = export_crm(edition, tmp_path / "crm")
    *tables, fields = files
    for path in tables:
        assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == list(
            FIELDS[path.stem]
        )
    told = {(row["file"], row["field"]): row["means"] for row in read(fields)}
    assert set(told) == {(path.name, field) for path in tables for field in FIELDS[path.stem]}
    assert all(told.values())


def test_nobody_who_did_not_agree_and_no_name_is_in_any_file(edition, tmp_path):
    files, told = export_crm(edition, tmp_path / "crm")
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"C2|C3|Zolm|Ruk|Nordwerk|Südwerk", text), path.name
    assert [row["contact"] for row in read(tmp_path / "crm" / "contacts.csv")] == ["C1", "C4"]
    assert told[0].startswith("2 of 4 contacts waived their anonymity")
    assert "privacy.hide_base (10)" in told[1]
    assert len(told) == 2


def test_what_looks_like_a_formula_is_text(edition, tmp_path):
    export_crm(edition, tmp_path / "crm")
    comments = [row["comment"] for row in read(tmp_path / "crm" / "verbatims.csv")]
    assert comments == ["'=HYPERLINK(1)", "'-slow"]


def test_scores_of_few_answers_stand_and_are_numbers(edition, tmp_path):
    export_crm(edition, tmp_path / "crm")
    first, second = read(tmp_path / "crm" / "accounts.csv")
    assert (first["parent"], first["answered"], first["nps"], first["withheld"]) == (
        "P1", "3", "0", "no",
    )  # fmt: skip
    assert (second["parent"], second["answered"], second["nps"]) == ("", "1", "0")
    scores = read(tmp_path / "crm" / "scores.csv")
    assert len(scores) == 2 * 7
    assert scores[0] == {
        "contact": "C1", "account": "A", "survey": "", "question": "recommend",
        "text": "Likelihood", "score": "9",
    }  # fmt: skip


def test_an_account_where_one_did_not_agree_is_told(edition, tmp_path):
    path = tmp_path / "data" / "contacts.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("fine,no", "fine,yes"), encoding="utf-8")
    _, told = export_crm(edition, tmp_path / "crm")
    assert told[2].startswith("1 account has no scores: exactly one")
    assert read(tmp_path / "crm" / "accounts.csv")[0]["quality"] == ""


def test_promoters_at_ambassador_accounts_who_agreed_could_be_asked(edition, tmp_path):
    path = tmp_path / "data" / "contacts.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("C2,Ruk Vant,A,User,no,2016-05-10,2,3,3,3,3,3,3,bad,no",
                     "C2,Ruk Vant,A,User,no,2016-05-10,10,6,6,6,6,6,6,good,no")
        .replace("8,5,5,5,5,5,5,fine", "9,6,6,6,6,6,6,fine"),
        encoding="utf-8",
    )  # fmt: skip
    export_crm(edition, tmp_path / "crm")
    asks = [(row["contact"], row["ask"]) for row in read(tmp_path / "crm" / "referrals.csv")]
    assert asks == [
        ("C1", "a testimonial or a case study"),
        ("C1", "a talk, or a word with an executive elsewhere"),
    ]
    assert read(tmp_path / "crm" / "accounts.csv")[0]["category"] == "ambassador"


def test_nobody_is_asked_where_the_category_of_the_account_is_withheld(edition, tmp_path):
    path = tmp_path / "data" / "contacts.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("2,3,3,3,3,3,3,bad,no", "10,6,6,6,6,6,6,good,yes")
        .replace("8,5,5,5,5,5,5,fine", "9,6,6,6,6,6,6,fine"),
        encoding="utf-8",
    )  # fmt: skip
    export_crm(edition, tmp_path / "crm")
    assert read(tmp_path / "crm" / "accounts.csv")[0]["withheld"] == "yes"
    assert read(tmp_path / "crm" / "referrals.csv") == []


def test_without_consent_asked_for_nobody_is_exported(edition, tmp_path):
    edition.write_text(
        edition.read_text(encoding="utf-8").replace(', consent: {waived: ["yes"]}', ""),
        encoding="utf-8",
    )
    _, told = export_crm(edition, tmp_path / "crm")
    assert "no open question of theirs asks for consent" in told[0]
    assert read(tmp_path / "crm" / "contacts.csv") == []


def test_the_command_writes_beside_the_report_and_says_what_is_to_be_known(edition):
    done = CliRunner().invoke(app, ["export", "crm", str(edition)])
    assert done.exit_code == 0, done.output
    folder = edition.parent.parent / "reports" / "small" / "crm"
    assert sorted(path.name for path in folder.iterdir()) == [
        "accounts.csv", "contacts.csv", "fields.csv", "referrals.csv", "scores.csv",
        "verbatims.csv",
    ]  # fmt: skip
    assert "For account managers only" in done.output
    before = {path: path.read_bytes() for path in folder.iterdir()}
    CliRunner().invoke(app, ["export", "crm", str(edition)])
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_an_edition_without_a_supplier_says_every_key_that_it_lacks(tmp_path):
    content = yaml.safe_load((ROOT / "params" / "2015.yml").read_text(encoding="utf-8"))
    assert "supplier" not in content
    with pytest.raises(InputError) as told:
        export_crm(ROOT / "params" / "2015.yml", tmp_path / "crm")
    assert [one.key for one in told.value.problems] == [
        "supplier",
        "data.accounts",
        "data.contacts",
    ]
    assert not (tmp_path / "crm").exists()


def test_the_documentation_says_what_each_field_is():
    page = (ROOT / "docs" / "supplier.md").read_text(encoding="utf-8")
    for file, fields in FIELDS.items():
        for field, means in fields.items():
            assert f"| `{file}.csv` | `{field}` | {means} |" in page
