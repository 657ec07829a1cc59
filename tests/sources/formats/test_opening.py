from __future__ import annotations

import os
from collections import OrderedDict

import pandas as pd
import pytest

from research.errors import InputError
from research.sources.formats.fields import Field
from research.sources.formats.opening import open_data
from research.sources.remarks import heard


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def written(content, name="data.csv"):
        content = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return written


def test_a_file_is_opened_as_fields_and_read_by_name(write):
    file = open_data(write("id;q1\nR1;1,5\n\nR2;\n"), decimal=",")
    assert str(file.path) == "data.csv"
    assert list(file.fields) == ["id", "q1"]
    assert file.lines.tolist() == [2, 4]
    assert file.read(["q1"])["q1"].numbers().values.tolist()[0] == 1.5


def test_the_same_bytes_opened_the_same_way_are_the_same_file(write):
    first = open_data(write("id\n1\n"))
    assert open_data(write("id\n1\n")) is first
    assert open_data(write("id\n1\n"), decimal=",") is not first
    assert open_data(write("id\n2\n")) is not first


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_file_may_have_a_name_in_an_old_encoding(write, tmp_path, suffix):
    pd.DataFrame({"id": ["R2", "R1"]}).to_parquet(tmp_path / "plain.parquet")
    write("id\nR2\nR1\n", "plain.csv")
    path = tmp_path / os.fsdecode(b"caf\xe9" + os.fsencode(suffix))
    try:
        (tmp_path / f"plain{suffix}").rename(path)
    except OSError:
        pytest.skip("this system has no such names")
    assert open_data(path).read(["id"])["id"].coded().values == ["R2", "R1"]


def test_what_a_file_has_to_say_is_heard_each_time(write):
    path = write("id,city\n1,Köln\n".encode("cp1252"))
    for _ in range(2):
        with heard() as remarks:
            open_data(path)
        assert len(remarks) == 1


def test_head_rows_are_kept_and_give_labels(write):
    file = open_data(write('Q1,Q2\n"How\nmany?",Why?\n1,so\n'), header_rows=2)
    assert [field.label for field in file.fields.values()] == ["How\nmany?", "Why?"]
    assert file.heads == (("Q1", "Q2"), ("How\nmany?", "Why?"))
    assert file.lines.tolist() == [4]


def test_a_platform_names_columns_by_itself(write):
    def naming(heads):
        return [Field(name.upper(), place=at) for at, name in enumerate(heads[0], 1)]

    file = open_data(write("a,a2\n1,2\n"), naming=naming)
    assert file.read(["A2"])["A2"].coded().values == ["2"]


def test_marks_that_contradict_each_other_are_refused(write):
    with pytest.raises(InputError, match="cannot mark decimals and thousands"):
        open_data(write("id\n1\n"), decimal=",", thousands=",")


def test_the_file_that_waited_longest_is_let_go(write, monkeypatch):
    monkeypatch.setattr("research.sources.formats.opening._OPENED", OrderedDict())
    monkeypatch.setattr("research.sources.formats.opening._KEPT", 2)
    paths = [write(f"id\n{number}\n", f"{number}.csv") for number in range(3)]
    first, second = open_data(paths[0]), open_data(paths[1])
    assert open_data(paths[0]) is first
    open_data(paths[2])
    assert open_data(paths[0]) is first
    assert open_data(paths[1]) is not second


def test_a_large_file_is_told_by_its_state(write, monkeypatch):
    monkeypatch.setattr("research.sources.formats.opening._LARGE", 1)
    path = write("id\n1\n")
    first = open_data(path)
    assert open_data(path) is first
    os.utime(path, ns=(1, 1))
    assert open_data(path) is not first
