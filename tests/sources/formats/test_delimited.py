from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.errors import InputError
from research.sources.formats import delimited
from research.sources.formats.datafile import Reading
from research.sources.formats.delimited import open_delimited
from research.sources.formats.numerals import Marks
from research.sources.formats.splitting import split
from research.sources.formats.whole import whole
from research.sources.remarks import heard

SHOWN = Path("data.csv")


def opened(path, content, **declared):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_delimited(path, SHOWN, Reading(**declared))


def cells_of(file):
    return {name: column.texts().to_dict() for name, column in file.read(file.fields).items()}


def outcome(read):
    """Cells by row, or the sentences that say why there are none."""
    try:
        return cells_of(read())
    except InputError as error:
        return [str(problem) for problem in error.problems]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data.csv"


@pytest.fixture
def never_strict(monkeypatch):
    """Fail where a plain file is split cell by cell."""

    def refuse(*_):
        pytest.fail("this file is plain")

    monkeypatch.setattr(delimited, "split", refuse)


@pytest.mark.usefixtures("never_strict")
@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("id,x\n1,a\n2,b", {2: "a", 3: "b"}),
        ("\ufeffid,x\r\n1,a\r\n2,b\r\n", {2: "a", 3: "b"}),
        ("\n\nid;x\n1;a\n\n\n2; b \n;;\n".replace(";;", ";"), {4: "a", 7: "b"}),
        ('sep=;\nid;x\n1;"a,\n""b"" c"\n2;NA\n', {3: 'a,\n"b" c', 5: "NA"}),
        ('id\tx\n1\t""\n"2"\t\n', {2: "", 3: ""}),
        ("id|x\n1|007\n2|1e2\n3|-0\n4|1.50\n", {2: "007", 3: "1e2", 4: "-0", 5: "1.50"}),
        ('"id","x"\n"1","a"\n"",""\n" ","\u00a0"\n"2","b"\n', {2: "a", 5: "b"}),
        ("id,x\n1,Łódź\n2,日本\n", {2: "Łódź", 3: "日本"}),
        ("id,x\n1,nan\n2,NULL\n3,n/a\n4,#N/A\n", {2: "nan", 3: "NULL", 4: "n/a", 5: "#N/A"}),
    ],
)
def test_plain_text_is_read_as_written(path, content, cells):
    assert cells_of(opened(path, content))["x"] == cells


@pytest.mark.parametrize(
    "content",
    [
        'id,x\n1,5" pipe\n2,b\n',
        "id,x\r1,a\r2,b\r",
        "id,x\n   \n1,a\n",
        'id,x\n1, "a"\n',
        "id,x\n\u00a0\n1,a\n",
    ],
)
def test_text_that_is_odd_is_read_strictly(path, content):
    expected = whole(SHOWN, split(content, SHOWN), Reading())
    assert cells_of(opened(path, content)) == cells_of(expected)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,x\n1,a\n2\n3,b,c\n", ["row 3: the row has 1 cells", "row 4: the row has 3 cells"]),
        ('id,x\n1,"a" b\n', ["row 2: the text cannot be split"]),
        ('id,x\n1,"a\n2,b\n', ["row 2: the text cannot be split"]),
        ("id,x\n1,\0\n", ["row 2: the line holds a NUL byte"]),
        ("id,\n1,a\n2\n", ["row 1: column 2 has no name", "row 3: the row has 1 cells"]),
        ("id,x\n,\n\n", ["row 1: only the head stands in the file"]),
        ("id,x\n", ["row 1: only the head stands in the file"]),
        (" \n", ["the file is empty"]),
        (",\n,\n", ["the file is empty"]),
    ],
)
def test_what_is_wrong_is_told_with_its_row(path, content, said):
    told = outcome(lambda: opened(path, content))
    assert len(told) == len(said)
    assert all(part in sentence for part, sentence in zip(said, told, strict=True))


def test_rows_longer_than_a_block_are_read(path, monkeypatch):
    monkeypatch.setattr(delimited, "_BLOCKS", (64, 1 << 20))
    assert cells_of(opened(path, f"id,x\n1,{'a' * 500}\n"))["x"] == {2: "a" * 500}


@pytest.mark.usefixtures("never_strict")
@pytest.mark.parametrize("top", [1 << 16, 64, 8])
def test_texts_that_repeat_at_the_top_alone_are_told_apart_all_the_same(path, monkeypatch, top):
    monkeypatch.setattr(delimited, "_MANY", 0)
    monkeypatch.setattr(delimited, "_TOP", top)
    monkeypatch.setattr(delimited, "_BLOCKS", (256, 1 << 20))
    said = ["Yes", " Yes", "", "No", "n/a", "NA"] * 40 + [f"Reason {at}" for at in range(40)]
    lines = [f"{at},{one}\n" for at, one in enumerate(said)]
    blank = [*lines[:20], ",\n", *lines[20:150], "\n", " , \n", *lines[150:]]
    column = opened(path, f"id,said\n{''.join(blank)}").read(["said"])["said"]
    codes, values = column.coded()
    assert [*values][:4] == ["Yes", "No", "n/a", "NA"]
    assert [values[code] if code >= 0 else "" for code in codes] == [one.strip() for one in said]


def test_only_named_columns_are_held(path):
    file = opened(path, "a,b,c\n1,2,3\n")
    assert list(file.read(["c"])) == ["c"]
    assert list(file._columns) == ["c"]


def test_a_file_that_changed_since_it_was_opened_is_told(path):
    file = opened(path, "id,x\n1,a\n")
    path.write_text("id,x\n1,a\n2,b\n")
    with pytest.raises(InputError, match="changed while it was read"):
        file.read(["x"])


@pytest.mark.parametrize(
    ("encoding", "declared"), [("cp1252", None), ("utf-16", None), ("cp437", "cp437")]
)
def test_other_encodings_are_read_by_name_too(path, encoding, declared):
    with heard() as remarks:
        file = opened(path, "id,städte\n1,Köln\n".encode(encoding), encoding=declared)
    assert cells_of(file)["städte"] == {2: "Köln"}
    assert len(remarks) == (declared is None)


@pytest.mark.parametrize("encoding", ["nonsense", "hex", "a\0b"])
def test_an_encoding_that_is_none_is_refused(path, encoding):
    with pytest.raises(InputError, match="there is no encoding"):
        opened(path, "id\n1\n", encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "utf-16"])
def test_text_that_is_not_in_its_declared_encoding_is_told(path, encoding):
    with pytest.raises(InputError, match="not in the encoding declared"):
        opened(path, b"id,x\n1,K\xf6l\n", encoding=encoding)


def test_a_declared_delimiter_is_taken_at_its_word(path):
    file = opened(path, "a,b;c,d\n1,2;3,4\n", delimiter=";")
    assert cells_of(file) == {"a,b": {2: "1,2"}, "c,d": {2: "3,4"}}


@pytest.mark.parametrize("delimiter", ["", "::", '"', "\n"])
def test_what_cannot_separate_is_refused(delimiter):
    with pytest.raises(InputError, match="cannot separate cells"):
        Reading(delimiter=delimiter).check(SHOWN)


def test_a_head_of_no_rows_is_refused():
    with pytest.raises(InputError, match="a head cannot have 0 rows"):
        Reading(header_rows=0).check(SHOWN)


@pytest.mark.usefixtures("never_strict")
def test_heads_with_line_breaks_are_rows_not_lines(path):
    content = 'Q1,Q2\n"How\nmany?",Why?\n"{""ImportId"":""a""}",\n1,so\n'
    file = opened(path, content, header_rows=3)
    assert file.heads[1:] == (("How\nmany?", "Why?"), ('{"ImportId":"a"}', ""))
    assert file.fields["Q2"].label == "Why?"
    assert file.lines.tolist() == [5]


@pytest.mark.usefixtures("never_strict")
def test_numbers_follow_the_marks_declared(path):
    content = "x\n1.234,5\n1,2,3\n12\n"
    numbers = opened(path, content, delimiter=";", marks=Marks(",", ".")).read(["x"])["x"].numbers()
    assert numbers.values[[0, 2]].tolist() == [1234.5, 12]
    assert numbers.wrong.tolist() == [False, True, False]


@settings(
    max_examples=300,
    # threads start when they can
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.text(alphabet='ab,"\n\r \u00a0é', max_size=24),
    st.sampled_from([None, 3, 1 << 20]),
    st.booleans(),
)
def test_any_text_is_read_as_the_strict_reader_reads_it(tmp_path, text, chunk, large):
    content = f"x,y\n{text}"
    expected = outcome(lambda: whole(SHOWN, split(content, SHOWN), Reading()))
    with pytest.MonkeyPatch.context() as patch:
        if chunk:
            patch.setattr("research.sources.formats.scanning._CHUNK", chunk)
        if large:
            patch.setattr(delimited, "_MANY", 0)
        assert outcome(lambda: opened(tmp_path / "data.csv", content)) == expected


ROWS = st.lists(
    st.tuples(st.text(max_size=6), st.text(max_size=6)).filter(
        lambda row: any(cell.strip() for cell in row)
    ),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_a_csv_writer_wrote_comes_back(tmp_path, rows, delimiter, encoding):
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("x", "y"), *rows])
    text = written.getvalue()
    if "\0" in text:
        return
    file = opened(tmp_path / "data.csv", text.encode(encoding))
    expected = [[cell.strip() for cell in row] for row in rows]
    read = [file.read("xy")[name].texts().to_list() for name in "xy"]
    assert np.array(read).T.tolist() == expected
