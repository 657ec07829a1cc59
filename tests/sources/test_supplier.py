from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from research.errors import InputError
from research.sources.supplier import (
    RATED,
    blanks,
    read_accounts,
    read_benchmark,
    read_contacts,
)

ROOT = Path(__file__).parents[2]
SIMULATED = ROOT / "data" / "2016"
TELCO = ROOT / "data" / "telco" / "telco-churn.csv"


def test_accounts_come_with_days_numbers_and_missing_cells():
    frame = read_accounts(SIMULATED / "accounts.csv")
    assert len(frame) == 600
    assert pd.api.types.is_datetime64_any_dtype(frame["contract_end"])
    assert pd.api.types.is_float_dtype(frame["total_spend"])
    assert frame["parent"].isna().sum() > 300
    assert "name" in frame


def test_people_are_gone_once_contacts_are_read():
    frame = read_contacts(SIMULATED / "contacts.csv")
    assert not {"name", "email"} & set(frame.columns)
    assert (
        not frame.astype(str)
        .apply(lambda column: column.str.contains("@example.com"))
        .any(axis=None)
    )


def test_telco_columns_are_mapped_and_its_blank_charges_counted():
    derived = {"left": ("Churn", {"Yes": 1, "No": 0}), "bill": ("MonthlyCharges", {})}
    frame = read_accounts(TELCO, key="customerID", derived=derived)
    assert frame["left"].sum() == 1_869
    assert frame["bill"].equals(frame["MonthlyCharges"].rename("bill"))
    assert blanks(frame).to_dict() == {"TotalCharges": 11}


def test_a_benchmark_has_scores():
    assert len(read_benchmark(SIMULATED / "benchmark.csv")) == 160


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("account,x\nA,1\nA,2\n", "'A' is given twice"),
        ("account,x\n,1\n", "the cell is empty"),
        ("other,x\nA,1\n", "this column is missing"),
    ],
)
def test_keys_must_be_there_once(tmp_path, text, words):
    path = tmp_path / "accounts.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_accounts(path)


def test_a_value_that_no_cell_holds_is_a_problem(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("account,kept\nA,Yes\nB,No\n", encoding="utf-8")
    with pytest.raises(InputError, match="no cell holds 'yes'"):
        read_accounts(path, derived={"renewal": ("kept", {"yes": 1})})


def test_an_answer_off_its_scale_is_named_with_row_and_column(tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text("contact,account,recommend\nC1,A,9\nC2,A,11\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_contacts(path, rated={"recommend": (0, 10)})
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (3, "recommend")
    assert problem.allowed == "0 to 10, or empty"


def test_every_missing_question_is_named(tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text("contact,account,recommend\nC1,A,9\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_contacts(path)
    assert {problem.column for problem in caught.value.problems} >= {"trust", "value"}


@pytest.mark.parametrize(
    ("reader", "head", "row"),
    [
        (read_accounts, "account,contract_end", "A{0},{1}"),
        (read_contacts, "contact,account,survey,day," + ",".join(RATED), "C{0},A1,1,{1}"),
        (read_benchmark, "supplier,industry,quality,solution,experience,day", "S,x,1,1,1,{1}"),
    ],
)
def test_a_day_that_no_calendar_has_is_told_with_its_row(tmp_path, reader, head, row):
    days = ["2016-07-01", "", "2015-02-29", "2012-19-29"]
    lines = [row.format(place, day) for place, day in enumerate(days)]
    if reader is read_contacts:
        lines = [line + "," * len(RATED) for line in lines]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([head, *lines]))
    with pytest.raises(InputError, match="there is no day") as caught:
        reader(path)
    assert [problem.row for problem in caught.value.problems] == [4, 5]
    path.write_text("\n".join([head, *lines[:2]]))
    assert reader(path).shape[0] == 2
