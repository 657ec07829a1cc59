from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.errors import InputError
from research.sources.formats.datafile import Reading
from research.sources.formats.spss import open_spss

pyreadstat = pytest.importorskip("pyreadstat")
SHOWN = Path("data.sav")


@pytest.fixture
def save(tmp_path):
    def saved(columns, name="data.sav", **options):
        pyreadstat.write_sav(pd.DataFrame(columns), str(tmp_path / name), **options)
        return open_spss(tmp_path / name, SHOWN, Reading())

    return saved


def test_a_field_has_what_the_file_says_of_it(save):
    file = save(
        {"x": [1.0, 99.0], "s": ["a", "b"], "free": ["so", ""]},
        column_labels={"x": " How likely? "},
        variable_value_labels={"x": {1: "Poor", 5: "Good", 99: "Refused"}, "s": {"a": "Alpha"}},
        missing_ranges={"x": [99, {"lo": -9, "hi": -1}]},
        variable_measure={"x": "ordinal"},
    )
    field = file.fields["x"]
    assert (field.label, field.kind, field.measure) == ("How likely?", "number", "ordinal")
    assert field.codes == {"1": "Poor", "5": "Good", "99": "Refused"}
    assert set(field.missing) == {"99", (-9.0, -1.0)}
    assert field.named == {"1": "Poor", "5": "Good"}
    assert file.fields["s"].codes == {"a": "Alpha"}
    assert (file.fields["free"].label, file.fields["free"].measure) == ("", "")


def test_codes_declared_as_missing_are_read_like_others(save):
    file = save({"x": [1.0, 99.0, None]}, missing_ranges={"x": [99]})
    codes, values = file.read("x")["x"].coded()
    assert (codes.tolist(), values) == ([0, 1, -1], ["1", "99"])
    assert file.read("x")["x"].numbers().values.tolist()[:2] == [1, 99]


def test_days_moments_and_times_are_such_even_before_clocks_had_numbers(save):
    file = save(
        {
            "d": [datetime.date(2016, 7, 1), datetime.date(1600, 1, 2), None],
            "m": [datetime.datetime(2016, 7, 1, 13, 5), datetime.datetime(2016, 7, 1), None],
            "t": [datetime.time(13, 5), None, None],
        }
    )
    assert [file.fields[name].kind for name in "dmt"] == ["day", "moment", "any"]
    texts = {name: column.texts().to_list() for name, column in file.read("dmt").items()}
    assert texts == {
        "d": ["2016-07-01", "1600-01-02", ""],
        "m": ["2016-07-01 13:05:00", "2016-07-01", ""],
        "t": ["13:05:00", "", ""],
    }
    assert str(file.read("d")["d"].days().values[1]) == "1600-01-02"


def test_a_compressed_file_is_read_as_well(save):
    file = save({"x": [1.0, 2.0]}, "data.zsav", compress=True)
    assert file.read("x")["x"].coded().values == ["1", "2"]
    assert file.lines.tolist() == [2, 3]


def test_a_file_without_rows_is_told(save):
    with pytest.raises(InputError, match="only the head stands in the file"):
        save({"x": pd.Series([], dtype="float64")})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=5),
            st.one_of(st.none(), st.floats(-1e9, 1e9), st.integers(-99, 99)),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_was_written_comes_back(save, rows):
    texts, numbers = zip(*rows, strict=True)
    file = save({"s": texts, "n": pd.Series(numbers, dtype="float64")})
    read = file.read("sn")
    assert read["s"].texts().to_list() == [cell.strip() for cell in texts]
    assert [None if value != value else value for value in read["n"].numbers().values] == [*numbers]
