"""Data files that were read otherwise than they are, without a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from research.build.checks import examine
from research.edition.judgement import load_edition
from research.edition.tables import DataTable
from research.errors import InputError
from research.sources.answers.reading import read_answers
from research.sources.cells import read_cells
from research.sources.keys import judge_keys
from research.sources.remarks import heard

HERE = Path(__file__).parent
SMALL = HERE.parent / "data" / "small"
RESPONDENTS = load_edition(SMALL / "params" / "small.yml").answers
SUPPLIER = load_edition(HERE.parents[1] / "params" / "2016.yml").data
# Files of these cases say nobody's consent, and were written before contacts were asked these.
LATER = {"quotable", "topics", "premium", "knows"}


def accounts_of(path, *questions):
    """Accounts by what is asked of them here."""
    table = DataTable.model_validate(
        {"file": path.name, "id": "account", "questions": list(questions)},
        context={"folder": path.parent},
    )
    return read_answers(path, table, name="accounts").tidy("account")


def read(name, path):
    """One of the tables of a supplier, as its own questions describe it."""
    table = SUPPLIER[name]
    asked = [
        one.model_copy(update={"consent": {}}) if one.name == "comment" else one
        for one in table.questions
        if one.name not in LATER
    ]
    table = table.model_copy(update={"questions": asked})
    return read_answers(path, table, name=name).tidy(name.removesuffix("s"))


def problems_of(read, *arguments, **named):
    with pytest.raises(InputError) as caught:
        read(*arguments, **named)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_label_that_looks_missing_is_a_label(kind):
    accounts = accounts_of(
        HERE / "labels-that-look-missing" / f"accounts.{kind}",
        {"name": "region", "type": "single", "column": "region"},
    )
    assert accounts["region"].to_list()[:2] == ["NA", "APAC"]
    assert accounts["region"].notna().all()


def test_a_contact_twice_in_a_survey_is_told_with_its_rows():
    found = problems_of(read, "contacts", HERE / "doubled-contacts" / "contacts.csv")
    assert found
    assert all("is given twice with survey" in problem for problem in found)


def test_keys_stay_as_they_are_written():
    folder = HERE / "keys-that-do-not-meet"
    assert accounts_of(folder / "accounts.csv")["account"].to_list() == [
        "007",
        "7",
        "1e2",
        "100",
    ]
    with heard() as remarks:
        judge_keys(folder / "contacts.csv", folder / "accounts.csv")
    (remark,) = remarks
    assert remark.what.startswith("1 of 3 rows name a key that accounts.csv does not have")


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_days_are_days_from_every_format(kind):
    accounts = accounts_of(
        HERE / "days-in-sheets" / f"accounts.{kind}",
        {"name": "contract_end", "type": "day", "column": "contract_end"},
    )
    assert str(accounts["contract_end"].dtype).startswith("datetime64")
    assert accounts["contract_end"].iloc[0].isoformat() == "2016-11-24T00:00:00"


def test_labels_on_the_ends_of_a_scale_leave_its_values():
    folder = HERE / "labels-on-end-points"
    answers = read_answers(folder / "respondents.sav", RESPONDENTS, name="answers")
    assert set(answers.question("priorities")["retain"]) == {1, 2, 3, 4}
    assert set(answers.frame["sector"]) <= {"Mining", "Retail", "Banking & Co", "Farms"}
    contacts = read("contacts", folder / "contacts.sav")
    assert contacts["recommend"].between(0, 10).sum() == contacts["recommend"].notna().sum() > 0


def test_hidden_rows_are_read_and_told():
    with heard() as remarks:
        cells = read_cells(HERE / "hidden-rows" / "respondents.xlsx")
    assert len(cells.frame) == 8
    (remark,) = [remark for remark in remarks if "hidden" in remark.what]
    assert remark.what == "3 of 8 rows are hidden in the sheet, and are read like the others"
    assert remark.row == 3


def test_a_line_that_names_the_separator_is_no_fault():
    answers = read_answers(HERE / "separator-line" / "respondents.csv", RESPONDENTS, name="answers")
    assert len(answers.frame) == 8


def test_formulas_without_a_value_are_told_as_such():
    found = problems_of(read_cells, HERE / "formulas-without-values" / "respondents-formula.xlsx")
    assert found
    assert all("the cell holds a formula without a value" in problem for problem in found)


def test_a_group_called_na_is_a_group_in_a_sheet(tmp_path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    case = HERE / "formulas-without-values"
    shutil.copy(case / "respondents-na.xlsx", tmp_path / "data" / "respondents.xlsx")
    shutil.copy(case / "small-na.yml", tmp_path / "params" / "small.yml")
    assert examine(tmp_path / "params" / "small.yml")[0] == []
