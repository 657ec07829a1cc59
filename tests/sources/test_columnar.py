from __future__ import annotations

import datetime

import pandas as pd
import pytest

from research.errors import InputError
from research.sources.cells import read_cells
from research.sources.remarks import heard

pyreadstat = pytest.importorskip("pyreadstat")


@pytest.fixture
def save(tmp_path):
    def saved(frame, **labels):
        path = tmp_path / "data.sav"
        pyreadstat.write_sav(pd.DataFrame(frame), str(path), variable_value_labels=labels)
        return path

    return saved


def test_labels_stand_where_each_value_has_one(save):
    path = save({"x": [1.0, 2.0, None]}, x={1: "Yes", 2: "No", 3: "Maybe"})
    assert read_cells(path).frame["x"].to_list() == ["Yes", "No", ""]


def test_values_stand_where_some_have_no_label_and_that_is_remarked(save):
    path = save({"id": ["a", "b"], "x": [1.0, 3.0]}, x={1: "Poor", 5: "Good"})
    with heard() as remarks:
        assert read_cells(path).frame["x"].to_list() == ["1", "3"]
    (remark,) = remarks
    assert remark.column == "x"
    assert remark.what == "only some values have labels (1, 5), so all are read as values"


def test_values_stand_where_numbers_are_wanted(save):
    path = save({"x": [1.0, 2.0]}, x={1: "Most important", 2: "Least important"})
    with heard() as remarks:
        assert read_cells(path, numbers=["x"]).frame["x"].to_list() == ["1", "2"]
    assert remarks == []


def test_days_of_a_labelled_file_are_days(save):
    path = save({"day": [datetime.date(2016, 7, 1)], "x": [1]})
    assert read_cells(path).frame["day"].to_list() == ["2016-07-01"]


def test_parquet_gives_text_days_and_truths_as_a_csv_file_has_them(tmp_path):
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["2016-07-01", None]),
            "moment": pd.to_datetime(["2016-07-01 10:00", None]),
            "yes": [True, False],
            "label": pd.Categorical(["NA", None]),
            "n": pd.array([1, None], dtype="Int64"),
        }
    )
    frame.to_parquet(tmp_path / "data.parquet")
    assert read_cells(tmp_path / "data.parquet").frame.to_dict("list") == {
        "day": ["2016-07-01", ""],
        "moment": ["2016-07-01 10:00:00", ""],
        "yes": ["TRUE", "FALSE"],
        "label": ["NA", ""],
        "n": ["1", ""],
    }


def test_columns_of_lists_are_a_sentence(tmp_path):
    pd.DataFrame({"x": [[1, 2], [3]]}).to_parquet(tmp_path / "data.parquet")
    with pytest.raises(InputError, match="cannot be read"):
        read_cells(tmp_path / "data.parquet")
