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
    ("texts", "are_shares"),
    [
        (["15%", "20%"], True),
        (["<1%", "–"], True),
        (["+3.5%", ""], True),
        (["15% (10–23)", "20% (13–29)"], True),
        (["15", "20%"], False),
        (["–", "–"], False),
    ],
)
def test_a_column_printed_as_percentages_holds_shares(texts, are_shares):
    table = Table("tbl-x", "x", FRAME[["first"]], [[Cell(text)] for text in texts])
    assert ("shares" in table.data()) is are_shares


def test_printed_heads_and_bases_go_with_the_columns_that_have_them():
    cells = [[Cell("15%"), Cell("4.2")], [Cell("20%"), Cell("5.0")]]
    data = Table("tbl-x", "x", FRAME, cells, heads=["First", "Mean"], bases=[9, None]).data()
    assert data["columns"] == ["", "First", "Mean"]
    assert data["bases"] == [9, None]
    fewer = [[Cell("15%")], [Cell("20%")]]
    data = Table("tbl-x", "x", FRAME, fewer, heads=["First"], bases=[9]).data()
    assert data["columns"] == ["", "first", "Mean rank"]
    assert "bases" not in data
