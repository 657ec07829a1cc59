"""Frames and series of one's own as tables."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from research.display.frametable import table_of_frame
from research.display.result import RESULT_MIME

FRAME = pd.DataFrame(
    {
        "sector": ["Banking", "Retail & Co", "Banking"],
        "mean_rank": [1.5, 2.25, 3.0],
        "share": [0.125, 0.5, 1.0],
        "since": pd.to_datetime(["2016-01-02", "2016-03-01", None]),
    }
)


def lines_of(frame, **words) -> list[list[str]]:
    heads, rows = table_of_frame(frame, **words).printed()
    return [heads, *([cell.text for cell in row] for row in rows)]


def test_a_plain_numbering_gives_way_to_the_first_column() -> None:
    assert lines_of(FRAME) == [
        ["Sector", "Mean rank", "Share", "Since"],
        ["Banking", "1.50", "12%", "2 January 2016"],
        ["Retail & Co", "2.25", "50%", "1 March 2016"],
        ["Banking", "3.00", "100%", "–"],
    ]
    assert table_of_frame(FRAME).align == "lrrl"


def test_counts_of_groups_print_as_they_are() -> None:
    counts = FRAME.groupby("sector").size()
    assert lines_of(counts) == [["Sector", "Value"], ["Banking", "2"], ["Retail & Co", "1"]]
    assert table_of_frame(counts).caption == "Values by sector"
    shares = FRAME["sector"].value_counts(normalize=True)
    assert lines_of(shares)[1] == ["Banking", "67%"]
    assert table_of_frame(shares).caption == "Proportion by sector"


GROUPED = FRAME.groupby(["sector", "since"])[["mean_rank", "share"]].agg(["mean", "count"])


def test_levels_of_columns_are_heads_over_heads_and_those_of_rows_blocks() -> None:
    table = table_of_frame(GROUPED)
    assert lines_of(GROUPED)[:2] == [
        ["Since", "Mean", "Count", "Mean", "Count"],
        ["2 January 2016", "1.50", "1", "12%", "1"],
    ]
    assert table.banner is not None
    assert [(head.text, head.span) for head in table.banner.heads[0]] == [
        ("Mean rank", 2),
        ("Share", 2),
    ]
    assert [stub.head for stub in table.banner.stubs] == ["Banking", "Retail & Co"]
    assert "Retail &amp; Co" in table.html()


def test_a_level_without_a_name_holds_variables_and_one_with_a_name_labels() -> None:
    crossed = FRAME.pivot_table(columns="sector", values=["mean_rank"], aggfunc=["mean"])
    table = table_of_frame(crossed)
    assert table.banner is not None
    assert table.banner.heads[0][0].text == "Mean"
    assert table.heads == ["Banking", "Retail & Co"]


def test_the_workbook_names_all_levels_in_one_head_and_one_label() -> None:
    data = table_of_frame(GROUPED).data()
    assert data["columns"] == [
        "Since", "Mean rank, Mean", "Mean rank, Count", "Share, Mean", "Share, Count",
    ]  # fmt: skip
    assert [row[0] for row in data["rows"]] == [
        "Banking, 2 January 2016",
        "Retail & Co, 1 March 2016",
    ]


def test_levels_are_named_in_one_where_columns_hold_text() -> None:
    mixed = FRAME.set_index(["sector", "since"])[["share"]].assign(kept=["a", "b", "c"])
    assert lines_of(mixed)[:2] == [
        ["Sector and Since", "Share", "Kept"],
        ["Banking, 2 January 2016", "12%", "a"],
    ]


def test_labels_of_the_data_stay_as_they_are() -> None:
    crossed = pd.crosstab(FRAME["sector"], FRAME["share"] > 0.2, normalize="index")
    assert lines_of(crossed) == [
        ["Sector", "no", "yes"],
        ["Banking", "50%", "50%"],
        ["Retail & Co", "0%", "100%"],
    ]


def test_correlations_are_no_percentages() -> None:
    found = lines_of(FRAME[["mean_rank", "share"]].corr())
    assert found[0] == ["", "Mean rank", "Share"]
    assert [row[0] for row in found[1:]] == ["Mean rank", "Share"]
    assert "%" not in str(found)


def test_caption_note_id_and_formats_are_as_given() -> None:
    table = table_of_frame(
        FRAME, id="tbl-mine", caption="Ranks\nby <sector>", note="Base: *all*.",
        formats={"mean_rank": ".1f"},
    )  # fmt: skip
    assert (table.id, table.caption) == ("tbl-mine", "Ranks by <sector>")
    assert table.notes == [r"Base: \*all\*."]
    assert [row[0].text for row in table.cells] == ["1.5", "2.2", "3.0"]
    assert r"Ranks by \<sector\>" in table.markdown()


def test_an_id_stays_from_run_to_run_whatever_the_numbers() -> None:
    other = FRAME.assign(share=[0.2, 0.3, 0.4])
    assert table_of_frame(FRAME).id == table_of_frame(other).id
    assert table_of_frame(FRAME).id != table_of_frame(FRAME.drop(columns="share")).id
    assert table_of_frame(FRAME, caption="Ranks by sector").id == "tbl-own-ranks-by-sector"


def test_the_workbook_has_the_unrounded_values_and_their_shares() -> None:
    payload = table_of_frame(FRAME).bundle()[RESULT_MIME]
    assert payload["data"] == {
        "columns": ["Sector", "Mean rank", "Share", "Since"],
        "rows": [
            ["Banking", 1.5, 0.125, "2 January 2016"],
            ["Retail & Co", 2.25, 0.5, "1 March 2016"],
            ["Banking", 3, 1, None],
        ],
        "shares": [2],
    }
    json.dumps(payload, allow_nan=False)


def test_columns_of_one_name_are_told_apart_in_the_workbook() -> None:
    twice = pd.concat([FRAME[["mean_rank"]], FRAME[["mean_rank"]]], axis=1)
    table = table_of_frame(twice.set_axis(["A", "B", "C"]))
    assert list(table.frame.columns) == ["Mean rank", "Mean rank (2)"]


@pytest.mark.parametrize(
    ("frame", "words", "said"),
    [
        (FRAME.iloc[:0], {}, r"0 rows and 4 columns: there is nothing to print"),
        (pd.concat([FRAME] * 200), {}, r"600 rows and 4 columns, and a table of the report 500"),
        (FRAME, {"formats": {"shar": ".0%"}}, r"no column 'shar'; did you mean 'share'\?"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_way_out(frame, words, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        table_of_frame(frame, **words)
