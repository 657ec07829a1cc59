import pandas as pd
import pytest

from research.display.framedata import frame_data
from research.display.table import Cell, Table

FRAME = pd.DataFrame({"first": [0.15, 0.2], "mean_rank": [4.2, 5.0]}, index=["a", "b"])


def test_names_that_code_gave_are_printed_as_words():
    assert frame_data(FRAME, "Theme")["columns"] == ["Theme", "first", "Mean rank"]


def test_labels_of_the_data_stay_as_they_are():
    frame = pd.DataFrame({"eBay": [1], "_x": [2], "A_b": [3], "Größe_in": [4]})
    assert frame_data(frame)["columns"][1:] == ["eBay", "_x", "A_b", "Größe_in"]


def test_shares_are_those_named_and_those_called_so():
    frame = FRAME.assign(Share=[0.5, 1.0], share_of_ten=[3, 4])
    assert frame_data(frame, shares=["first"])["shares"] == [1, 3]
    assert "shares" not in frame_data(FRAME)


@pytest.mark.parametrize(
    ("texts", "values", "found"),
    [
        (["15%", "20%"], [0.15, 0.2], "shares"),
        (["<1%", "–"], [0.004, None], "shares"),
        (["+3.5%", ""], [0.035, None], "shares"),
        (["15% (10–23)", "20% (13–29)"], [0.15, 0.2], "shares"),
        (["2%", "23%"], [2.065, 22.53], "percents"),
        (["<1%", "0%"], [0.2, 0], "percents"),
        (["0.2%", "0.0%"], [0.156, 0], "percents"),
        (["267%"], [267.4], "percents"),
        (["267%"], [2.674], "shares"),
        (["15", "20"], [0.15, 0.2], "shares"),
        (["15", "20%"], [15, 0.2], "mixed"),
        (["15", "20%"], [15, 20], "mixed"),
        (["15", "16%"], [0.15, 0.2], None),
        (["15%", "23%"], [0.15, 23], "mixed"),
        (["–", "–"], [0.15, 0.2], None),
        (["15", "20"], [15, 20], None),
    ],
)
def test_what_is_printed_as_percentages_tells_shares_from_percentages(texts, values, found):
    frame = pd.DataFrame({"first": values})
    data = Table("tbl-x", "x", frame, [[Cell(text)] for text in texts]).data()
    kinds = [kind for kind in ("shares", "percents", "mixed") if kind in data]
    assert kinds == ([found] if found else [])


def printed(frame, rows, **more):
    heads = more.pop("heads", ["Mean", "Interval", "p"])
    cells = [[Cell(text) for text in row] for row in rows]
    return Table("tbl-x", "x", frame, cells, heads=heads, **more).data()


def test_a_printed_head_never_stands_over_other_values_of_a_frame_of_the_same_width():
    frame = pd.DataFrame({"mean": [4.24, 3.96], "low": [4.1, 3.8], "upper_limit": [4.4, 4.1]})
    rows = [["4.2", "4.1 to 4.4", "0.031"], ["4.0", "3.8 to 4.1", "< 0.001"]]
    assert printed(frame, rows)["columns"] == ["", "Mean", "Low", "Upper limit"]


def test_a_printed_head_stands_over_values_that_its_cells_print_or_leave_out():
    frame = pd.DataFrame({"mean": [4.24, 3.96], "of": ["key_accounts", "All"], "p": [None, None]})
    rows = [["4.2", "Key accounts", "–"], ["4.0", "", "–"]]
    assert printed(frame, rows)["columns"] == ["", "Mean", "Interval", "p"]


@pytest.mark.parametrize("rows", [[["praise", "3", "1"]], [["–", "praise", "1"]]])
def test_words_do_not_name_a_column_of_numbers(rows):
    frame = pd.DataFrame({"share": [0.25], "score": [3], "base": [1]})
    assert printed(frame, rows)["columns"][1:3] != ["Mean", "Interval"]


def test_an_own_name_of_a_column_comes_before_the_printed_head():
    frame = pd.DataFrame({"mean": [4.2], "low": [4.1], "high": [4.4]})
    names = {"low": "Interval, low", "high": "Interval, high"}
    found = printed(frame, [["4.2", "4.1 to 4.4", "–"]], names=names)
    assert found["columns"] == ["", "Mean", "Interval, low", "Interval, high"]
    wide = frame.assign(base=[9])
    found = printed(wide, [["4.2", "4.1 to 4.4", "–"]], names=names)
    assert found["columns"] == ["", "Mean", "Interval, low", "Interval, high", "Base"]


def test_a_frame_with_other_rows_than_are_printed_keeps_its_own_names():
    frame = pd.DataFrame({"mean": [4.2, 4.0]})
    assert printed(frame, [["4.2"]], heads=["Mean"], labels=["x"])["columns"] == ["", "Mean"]


def test_a_column_named_as_a_printed_one_is_shown_as_that_is():
    frame = pd.DataFrame({"Rate": [0.604], "low": [0.55], "Change": [4.2]})
    rows = [["60%", "55 to 65", "1"]]
    cells = [*rows[0], "x"]
    data = printed(frame, [cells], heads=["Rate", "Interval", "Change", "Why"])
    assert data["shares"] == [1]
    assert data["columns"] == ["", "Rate", "Low", "Change"]


def test_tints_arrows_and_signs_go_with_the_columns_whose_values_are_printed():
    frame = pd.DataFrame({"a": [0.15, 0.2], "b": [3, 4]})
    cells = [
        [Cell("0.15*"), Cell("1", "better")],
        [Cell("0.20", "top3 better"), Cell("2")],
    ]
    marks = Table("tbl-x", "x", frame, cells, heads=["A", "B"]).data()["marks"]
    assert marks == [
        {"row": 0, "column": 1, "signs": "*", "tinted": False},
        {"row": 1, "column": 1, "signs": " ▲", "tinted": True},
    ]


def test_titles_of_blocks_are_rows_of_the_sheet_alone():
    frame = pd.DataFrame({"Rate": [None, 0.604, None, 0.35]}, ["By region", "a", "By size", "b"])
    cells = [[Cell("60%", "better"), Cell("x")], [Cell("35%"), Cell("y")]]
    table = Table("tbl-x", "x", frame, cells, heads=["Rate", "Why"], labels=["a", "b"])
    assert table.data()["shares"] == [1]
    assert [mark["row"] for mark in table.data()["marks"]] == [1]


def test_days_are_written_as_days():
    frame = pd.DataFrame({"due": pd.to_datetime(["2016-06-07", None])})
    data = frame_data(frame)
    assert data["rows"] == [["0", "2016-06-07"], ["1", None]]
    assert data["dates"] == [1]


def test_printed_heads_and_bases_go_with_the_columns_that_have_them():
    cells = [[Cell("15%"), Cell("4.2")], [Cell("20%"), Cell("5.0")]]
    data = Table("tbl-x", "x", FRAME, cells, heads=["First", "Mean"], bases=[9, None]).data()
    assert data["columns"] == ["", "First", "Mean"]
    assert data["bases"] == [9, None]
    fewer = [[Cell("15%")], [Cell("20%")]]
    data = Table("tbl-x", "x", FRAME, fewer, heads=["First"], bases=[9]).data()
    assert data["columns"] == ["", "First", "Mean rank"]
    assert "bases" not in data
