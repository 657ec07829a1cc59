from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.errors import InputError
from research.sources.content import text
from research.sources.formats.datafile import Reading
from research.sources.formats.parquet import open_parquet

SHOWN = Path("data.parquet")


@pytest.fixture
def save(tmp_path):
    def saved(columns, **options):
        path = tmp_path / "data.parquet"
        pq.write_table(pa.table(columns), path, **options)
        return open_parquet(path, SHOWN, Reading())

    return saved


@pytest.fixture
def save_frame(tmp_path):
    def saved(frame):
        frame.to_parquet(tmp_path / "data.parquet")
        return open_parquet(tmp_path / "data.parquet", SHOWN, Reading())

    return saved


DAY, MOMENT = datetime.date(2016, 7, 1), datetime.datetime(2016, 7, 1, 10)
MIDNIGHT = datetime.datetime(2016, 7, 1)
BIG = 2**60 + 1


@pytest.mark.parametrize(
    ("array", "kind", "texts"),
    [
        (pa.array([" NA ", "", None, "007"]), "text", ["NA", "", "", "007"]),
        (pa.array(["a", None, "a"]).dictionary_encode(), "text", ["a", "", "a"]),
        (pa.array([3, 1, None], "int8"), "number", ["3", "1", ""]),
        (pa.array([BIG, None]), "number", [str(BIG), ""]),
        (pa.array([2.0, 0.25, None]), "number", ["2", "0.25", ""]),
        (pa.array([0.1, 2], "float32"), "number", ["0.1", "2"]),
        (pa.array([Decimal("1.50"), Decimal("2.00")]), "number", ["1.50", "2"]),
        (pa.array([3, 3, None]).dictionary_encode(), "number", ["3", "3", ""]),
        (pa.array([True, None, False]), "truth", ["TRUE", "", "FALSE"]),
        (pa.array([DAY, None]), "day", ["2016-07-01", ""]),
        (pa.array([MOMENT, None]), "moment", ["2016-07-01 10:00:00", ""]),
        (
            pa.array([datetime.datetime(2016, 7, 1), None], pa.timestamp("ns")),
            "moment",
            ["2016-07-01", ""],
        ),
        (pa.array([datetime.time(13, 5)]), "any", ["13:05:00"]),
        (pa.nulls(2), "text", ["", ""]),
    ],
)
def test_cells_of_each_type_have_the_text_of_a_csv_file(save, array, kind, texts):
    file = save({"x": array})
    assert file.fields["x"].kind == kind
    assert file.read("x")["x"].texts().to_dict() == dict(enumerate(texts, 2))


def test_numbers_are_numbers_of_whatever_length(save):
    file = save(
        {"n": pa.array([1, None, 3]), "d": pa.array([Decimal("10000.5"), None, Decimal("2.0")])}
    )
    read = file.read("nd")
    assert read["n"].numbers().values.tolist()[::2] == [1, 3]
    assert read["d"].numbers().values.tolist()[::2] == [10000.5, 2]
    assert not read["d"].numbers().wrong.any()


def test_days_are_days(save):
    days = save({"x": pa.array([MOMENT, None])}).read("x")["x"].days()
    assert [str(day) for day in days.values] == ["2016-07-01", "NaT"]
    assert not days.wrong.any()


def test_only_named_columns_have_to_be_readable(save):
    file = save({"x": [1], "list": [[1, 2]]})
    assert file.read(["x"])["x"].coded().values == ["1"]
    with pytest.raises(InputError, match="column list: cannot be read: the column holds list"):
        file.read(["list"])


def test_an_index_is_a_column_where_it_has_a_name_or_is_no_number(save_frame):
    frame = pd.DataFrame({"x": [1, 2]}, index=["a", "b"])
    assert save_frame(frame).read(["index"])["index"].coded().values == ["a", "b"]
    named = frame.set_axis(pd.Index([7, 9], name="id"))
    assert save_frame(named).read(["id"])["id"].coded().values == ["7", "9"]
    assert list(save_frame(frame.set_axis([7, 9])).fields) == ["x"]


def test_names_with_dots_and_row_groups_are_read(save):
    file = save({"a.b": ["x", "y", "x", ""], "a": [1, 2, 3, 4]}, row_group_size=2)
    codes, values = file.read(["a.b"])["a.b"].coded()
    assert (codes.tolist(), values) == ([0, 1, 0, -1], ["x", "y"])


def test_a_file_without_rows_or_with_two_columns_of_a_name_is_told(tmp_path):
    table = pa.table([pa.array([], "int8"), pa.array([], "int8")], names=["x", "x"])
    pq.write_table(table, tmp_path / "data.parquet")
    with pytest.raises(InputError) as caught:
        open_parquet(tmp_path / "data.parquet", SHOWN, Reading())
    assert [one.what for one in caught.value.problems] == [
        "this column is given twice",
        "only the head stands in the file",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.lists(st.one_of(st.none(), st.text(max_size=5)), min_size=1),
        st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)), min_size=1),
        st.lists(st.one_of(st.none(), st.floats(allow_nan=False)), min_size=1),
        st.lists(st.one_of(st.none(), st.dates()), min_size=1),
    )
)
def test_what_was_written_comes_back_as_text(save, cells):
    column = save({"x": cells}).read("x")["x"]
    assert column.texts().to_list() == [text(cell) for cell in cells]
    assert np.array_equal(column.filled, [bool(text(cell)) for cell in cells])


@pytest.mark.parametrize(
    ("cells", "apart"),
    [
        (["R2", "R10", "R1"], True),
        ([10, 2, 1], True),
        ([BIG, 2, 1], True),
        ([-1, 1, 0], True),
        ([2, 2, 9], False),
        ([1, 1, 1], False),
        ([1, 2, None], False),
        ([0.5, 0.25], False),
    ],
)
def test_keys_are_told_apart_as_texts_in_any_order(save, cells, apart):
    column = save({"id": pa.array(cells)}).read(["id"])["id"]
    assert (column.apart is not None) is apart
    assert column.texts().to_list() == [text(cell) for cell in cells]
    codes, values = column.coded()
    assert [values[code] if code >= 0 else "" for code in codes] == column.texts().to_list()
