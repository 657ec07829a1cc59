from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from research.errors import InputError, Problem
from research.sources.formats.columns import Column
from research.sources.formats.datafile import DataFile
from research.sources.formats.fields import Field
from research.sources.remarks import heard, remark

LINES = np.arange(2, 4)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def file(asked):
    def load(names):
        asked.append(list(names))
        remark(Problem("d.csv", f"read {' '.join(names)}"))
        return {name: Column.of(name, ["1", "2"], LINES) for name in names}

    fields = [Field(name, place=at) for at, name in enumerate(["Sector", "q1", "q2"], 1)]
    return DataFile(Path("d.csv"), fields, LINES, load)


def test_only_columns_that_are_named_are_read_and_each_once(file, asked):
    first = file.read(["q2", "q2"])
    again = file.read(["q1", "q2"])
    assert asked == [["q2"], ["q1"]]
    assert list(again) == ["q1", "q2"]
    assert again["q2"] is first["q2"]
    assert file.rows == 2


def test_what_a_reader_remarks_is_heard_whenever_it_is_read(file):
    for _ in range(2):
        with heard() as remarks:
            file.read(["q1"])
        assert [one.what for one in remarks] == ["read q1"]


def test_a_column_that_is_not_there_is_told_with_those_like_it(file):
    with pytest.raises(InputError) as caught:
        file.read(["sector", "q3", "other"])
    assert [(one.what, one.allowed) for one in caught.value.problems] == [
        ("the file has no column 'sector'", "Sector"),
        ("the file has no column 'q3'", "q2, q1"),
        ("the file has no column 'other'", ""),
    ]
