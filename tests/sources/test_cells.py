from __future__ import annotations

import datetime

import pandas as pd
import pytest

from research.errors import InputError
from research.sources.cells import read_cells
from research.sources.remarks import heard


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a file into the working directory; its name is then what a user would type."""
    monkeypatch.chdir(tmp_path)

    def write_file(content, name="data.csv"):
        content = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write_file


def problems_of(path):
    with pytest.raises(InputError) as caught:
        read_cells(path)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_reads_separated_text_with_and_without_a_byte_order_mark(write, separator, mark):
    lines = f"id{separator}städte\r\n1{separator} Köln \r\n"
    cells = read_cells(write(mark + lines.encode()))
    assert cells.frame.to_dict("list") == {"id": ["1"], "städte": ["Köln"]}


def test_the_index_is_the_line_even_after_blank_lines_and_long_texts(write):
    cells = read_cells(write('id,reason\n1,"two\nlines"\n\n2,one\n'))
    assert cells.frame.index.to_list() == [2, 5]


def test_names_the_file_as_a_user_would_type_it(write):
    assert str(read_cells(write("id\n1\n")).path) == "data.csv"


def test_a_missing_file_is_told_with_those_that_are_there(write, tmp_path):
    write("id\n1\n", "respondents.csv")
    (problem,) = problems_of(tmp_path / "respondent.csv")
    assert problem == "respondent.csv: no such file; allowed: respondents.csv"


def test_a_folder_in_place_of_a_file_is_told_with_the_files_in_it(write, tmp_path):
    write("id\n1\n")
    (problem,) = problems_of(tmp_path)
    assert problem.endswith("this is a folder, no file; allowed: data.csv (name the file in it)")


def test_a_file_of_another_kind_is_told_with_the_kinds_allowed(write):
    (problem,) = problems_of(write("x", "data.ods"))
    assert (
        "'.ods' cannot be read; allowed: .csv, .txt, .tsv, .xlsx, .sav, .zsav, .parquet" in problem
    )


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_told(write, content):
    (problem,) = problems_of(write(content))
    assert problem.startswith("data.csv: the file is empty")


def test_a_head_alone_is_told(write):
    (problem,) = problems_of(write("id,sector\n"))
    assert problem.startswith("data.csv, row 1: only the head stands in the file")


def test_windows_1252_is_read_and_remarked_with_line_byte_and_letter(write):
    with heard() as remarks:
        cells = read_cells(write("id,city\n1,Rom\n2,K\u00f6ln\n".encode("cp1252")))
    assert cells.frame["city"].to_list() == ["Rom", "Köln"]
    assert [str(remark) for remark in remarks] == [
        "data.csv, row 3: read as Windows-1252, since it is no UTF-8: byte 4 of the line is 0xF6, "
        "read as 'ö' (where another letter should stand, save it as UTF-8; in Excel: Save as, "
        "CSV UTF-8)"
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_remarked(write, encoding):
    mark = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    with heard() as remarks:
        cells = read_cells(write(mark + "id;city\n1;Łódź\n".encode(encoding)))
    assert cells.frame.to_dict("list") == {"id": ["1"], "city": ["Łódź"]}
    assert [remark.what for remark in remarks] == ["read as UTF-16"]


def test_what_no_encoding_fits_is_told_with_line_byte_and_remedy(write):
    (problem,) = problems_of(write(b"id,city\n1,Rom\n2,K\x81ln\n"))
    assert problem.startswith("data.csv, row 3: neither UTF-8 nor Windows-1252: byte 4 of the line")


def test_utf_8_is_nothing_to_remark(write):
    with heard() as remarks:
        read_cells(write("id,city\n1,Köln\n"))
    assert remarks == []


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;"])
def test_a_line_that_names_the_separator_is_no_head(write, first):
    cells = read_cells(write(f"{first}\r\nid;a,b\r\n1;2,5\r\n"))
    assert cells.frame.to_dict("list") == {"id": ["1"], "a,b": ["2,5"]}
    assert cells.frame.index.to_list() == [3]


def test_rows_are_counted_from_the_top_of_the_file_whatever_stands_there(write):
    first, second = problems_of(write("sep=,\nid,id\n1,2\n3\n"))
    assert first.startswith("data.csv, row 2, column id")
    assert second.startswith("data.csv, row 4: the row has 1 cells")


def test_separators_within_quotation_marks_do_not_count(write):
    cells = read_cells(write('"a, b, c";"d, e"\n1;2\n'))
    assert cells.frame.to_dict("list") == {"a, b, c": ["1"], "d, e": ["2"]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfei\x00d\x00\n", "this begins as UTF-16 and goes on as something else"),
        (b"PK\x03\x04....", "a zip archive such as .xlsx"),
        (b"id\n1\n2\x00\n", "row 3: the line holds a NUL byte"),
    ],
)
def test_what_is_no_text_is_told(write, content, said):
    (problem,) = problems_of(write(content))
    assert said in problem


def test_every_ragged_row_is_told_with_the_width_of_the_head(write):
    first, second = problems_of(write("id,sector\n1,a\n2\n3,c,d\n"))
    assert first.startswith("data.csv, row 3: the row has 1 cells; allowed: 2, as the head has")
    assert second.startswith("data.csv, row 4: the row has 3 cells")


def test_an_open_quotation_mark_is_told_with_the_line_it_stands_in(write):
    (problem,) = problems_of(write('id,reason\n1,fine\n2,"open\n3,fine\n'))
    assert problem.startswith("data.csv, row 3: the text cannot be split")


def test_columns_without_a_name_or_with_the_same_are_told(write):
    unnamed, doubled = problems_of(write("id,,id\n1,2,3\n"))
    assert unnamed.startswith("data.csv, row 1: column 2 has no name")
    assert doubled.startswith("data.csv, row 1, column id: this column is given twice")


TABLE = pd.DataFrame({"id": ["R1", "R2"], "rank": [1.0, 2.0], "reason": ["so", None]})
AS_TEXT = {"id": ["R1", "R2"], "rank": ["1", "2"], "reason": ["so", ""]}


def test_reads_the_first_sheet_with_its_rows(tmp_path):
    pytest.importorskip("openpyxl")
    TABLE.to_excel(tmp_path / "data.xlsx", index=False)
    frame = read_cells(tmp_path / "data.xlsx").frame
    assert frame.to_dict("list") == AS_TEXT
    assert frame.index.to_list() == [2, 3]


def test_reads_parquet(tmp_path):
    pytest.importorskip("pyarrow")
    TABLE.set_index("id").to_parquet(tmp_path / "data.parquet")
    assert read_cells(tmp_path / "data.parquet").frame.to_dict("list") == AS_TEXT


def test_reads_value_labels_of_spss(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    coded = TABLE.assign(reason=[1.0, 2.0])
    pyreadstat.write_sav(
        coded, str(tmp_path / "data.sav"), variable_value_labels={"reason": {1: "so", 2: "no"}}
    )
    frame = read_cells(tmp_path / "data.sav").frame
    assert frame.to_dict("list") == {**AS_TEXT, "reason": ["so", "no"]}


@pytest.mark.parametrize("kind", ["xlsx", "sav", "parquet"])
def test_a_broken_file_is_told_with_what_to_do(write, kind):
    pytest.importorskip(
        {"xlsx": "python_calamine", "sav": "pyreadstat", "parquet": "pyarrow"}[kind]
    )
    (problem,) = problems_of(write(b"not that kind at all", f"data.{kind}"))
    assert problem.startswith(f"data.{kind}: cannot be read: ")
    assert "save it again" in problem


@pytest.mark.parametrize(
    ("kind", "module"), [("xlsx", "python_calamine"), ("sav", "pyreadstat"), ("parquet", "pyarrow")]
)
def test_a_missing_extra_is_a_sentence_with_the_command(write, monkeypatch, kind, module):
    monkeypatch.setattr("research.sources.content.find_spec", lambda _: None)
    (problem,) = problems_of(write(b"x", f"data.{kind}"))
    assert f"needs {module}, which is not installed" in problem
    assert "pip install 'research-workbench[files]'" in problem


@pytest.fixture
def save(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")

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
