from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.chapters.tabs.table import float_id, lying_alike, table_of
from research.tabulation.record import record_of
from research.tabulation.tab import SCORED, Line
from tests.tabulation.made import points, tab

LINES = [
    Line("box.top2", "Top 2", "box"),
    Line("poor", "Poor", "category"),
    Line("good", "Good", "category"),
    Line("mean", "Mean", "mean", "mean", base=SCORED),
    Line("error", "Standard error", "error", "mean", base=SCORED),
]
COLUMNS = points(sector=["Banking", "Retail"], region=["North"])
MADE = tab(
    LINES,
    COLUMNS,
    [
        [60, 70.5, 40, 50],
        [40, 30, 60, 0],
        [60, 70.5, 40, np.nan],
        [1.6, 1.705, 1.4, 1.5],
        [0.04, 0.05, 0.06, 0.07],
    ],
    question={"name": "service", "number": "Q7", "type": "scale", "column": "Q7"},
    bases=[160, 99, 29, 100],
    scored=[150, 90, 25, np.nan],
    letters={("box.top2", "sector.banking"): "B"},
    title="Service",
    id="service.profile",
)


def test_figures_are_printed_as_the_house_rounds_them_with_letters_beside() -> None:
    table = table_of(MADE)
    assert [cell.text for cell in table.cells[0]] == ["60%", "70%", "40%", "50%"]
    assert [cell.letters for cell in table.cells[0]] == ["", "B", "", ""]
    assert [cell.text for cell in table.cells[1]][-1] == "0%"
    assert [cell.text for cell in table.cells[2]][-1] == "–"
    assert [cell.text for cell in table.cells[3]][:2] == ["1.60", "1.70"]


def test_standard_errors_stand_in_the_book_alone() -> None:
    assert len(table_of(MADE).cells) == 4
    assert len(table_of(MADE, detail="book").cells) == 5


def test_a_box_of_one_answer_is_printed_once_under_the_same_words() -> None:
    lines = [Line("good", "The best", "category"), Line("box.best", "The best", "box"), LINES[3]]
    asked = {"name": "service", "number": "Q7", "type": "scale", "column": "Q7"}
    others = {"question": asked, "bases": [160], "scored": [150], "title": "Service"}
    made = tab(lines, points(), [[60], [60], [1.6]], id="service.total", **others)
    table = table_of(made)
    assert list(table.frame.index) == ["The best", "Mean"]
    # Its name in the ledger stays.
    assert {"service.good", "service.box.best"} <= {result.name for result in table.results}
    apart = tab(lines, points(), [[60], [70], [1.6]], id="service.total", **others)
    assert list(table_of(apart).frame.index) == ["The best", "The best", "Mean"]


def test_the_ledger_gets_unrounded_values_by_keys_and_none_of_what_is_not_there() -> None:
    found = {result.name: result for result in table_of(MADE).results}
    assert found["service.box.top2"].value == 60
    assert found["service.mean.sector.banking"].value == 1.705
    assert found["service.mean.sector.banking"].base == 90
    assert "service.good.region.north" not in found


def test_the_caption_has_the_number_of_the_question_and_notes_the_base() -> None:
    table = table_of(MADE)
    assert table.caption == "Q7. Service, by sector and region"
    assert table.above == ["Base: All respondents"]
    assert "–: nobody answered." in table.notes


def test_notes_say_what_letters_and_stars_mean_where_there_are_any() -> None:
    notes = table_of(MADE).notes
    assert r"\*\* Base under 30, not tested." in notes
    assert r"\* Base under 100." in notes
    assert any("Method: z test" in note for note in notes)
    alone = MADE.part(["total"])
    assert table_of(alone).notes == []
    assert table_of(alone).banner.letters == ()


def test_the_wording_and_what_counts_for_whom_stand_above() -> None:
    told = replace(MADE, wording="How *good*?", filter="Customers", weight="Sector")
    assert table_of(told).above == [
        r"“How \*good\*?”",
        "Base: All respondents · Filter: Customers · Weight: Sector",
    ]


def test_numbers_have_their_unit() -> None:
    lines = [
        Line("web", "Web", "category"),
        Line("phone", "Phone", "category"),
        Line("mean", "Mean", "mean", "mean", base=SCORED),
    ]
    staff = {"name": "staff", "type": "numeric", "column": "Q", "unit": "people"}
    values = [[60], [70], [2.5]]

    def notes(question, count):
        made = tab(
            lines[:count], COLUMNS[:1], values[:count], question=question, bases=[120], scored=[120]
        )
        return table_of(made).notes

    assert notes(staff, 3) == ["Unit: people."]
    assert notes(staff, 2) == []


def test_figures_of_some_respondents_alone_are_not_in_the_ledger() -> None:
    assert table_of(MADE).results
    assert not table_of(replace(MADE, filter="Customers")).results


def test_a_grid_s_summary_of_boxes_and_means_has_rows_of_two_units() -> None:
    lines = [
        Line("speed.mean", "Speed", "mean", "mean", base=SCORED, block="speed"),
        Line("speed.box.top2", "Speed, top 2", "box", base=SCORED, block="speed"),
    ]
    made = tab(
        lines,
        COLUMNS[:1],
        [[4.25], [61.5]],
        question={"name": "grid", "type": "scale", "column": "Q"},
        bases=[20],
        scored=[20],
    )
    assert [row[0].text for row in table_of(made).cells] == ["4.25", "62%"]


def test_the_frame_holds_shares_of_one() -> None:
    assert table_of(MADE).frame["sector.banking"].tolist()[0] == pytest.approx(0.705)


@pytest.mark.parametrize(
    ("name", "wanted"), [("a", "tbl-q-a-profile"), ("serv_ice", "tbl-serv-ice-profile")]
)
def test_ids_are_made_of_keys_and_keep_off_the_appendix(name: str, wanted: str) -> None:
    made = tab(
        LINES[:1],
        COLUMNS[:1],
        [[50]],
        question={"name": name, "type": "scale", "column": "Q"},
        bases=[9],
        id=f"{name}.profile",
    )
    assert float_id(made) == wanted


def test_the_whole_tab_travels_with_its_table_for_the_tab_book() -> None:
    assert table_of(MADE).tab == record_of(MADE)


def test_tables_of_one_banner_lie_across_where_most_of_them_need_it() -> None:
    upright = table_of(MADE)
    wide = replace(upright, banner=replace(upright.banner, across=True))
    alike = lying_alike([upright, wide, wide])
    assert [one.markdown().startswith("::::: {.turned}") for one in alike] == [True] * 3
    assert alike[0].cells == upright.cells
    assert lying_alike([upright, wide]) == [upright, wide]
