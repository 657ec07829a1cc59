from __future__ import annotations

import dataclasses
import json
from dataclasses import replace

import pandas as pd
import pypandoc
import pytest

from research.display.result import RESULT_MIME, Result
from research.display.table import Cell, Table


@pytest.fixture
def table() -> Table:
    return Table(
        id="tbl-sector",
        caption="Priority by sector",
        frame=pd.DataFrame({"Overall": [1, 2], "Retail & <Co>": [3, None]}, index=["A", "B"]),
        cells=[[Cell("1", "top3"), Cell("3=", "top3")], [Cell("2"), Cell("–", "muted")]],
        stub="Theme",
        bases=[105, 12],
        align="lcc",
        widths=(30, 10, 10),
        notes=["A note."],
        results=[Result("sector.retail.a.rank", 3, "rank", 12, tied=True)],
        kind="ranktable",
    )


@pytest.fixture
def listed() -> Table:
    return Table(
        id="tbl-goals",
        caption="Goals",
        frame=pd.DataFrame({"Best": ["a; b"]}, index=["Beginner"]),
        cells=[[Cell(items=("Map the needs of every account that matters", "Ask *why*"))]],
        widths=(10, 24),
        kind="objectives",
    )


def test_a_mark_of_a_cell_of_bullets_is_that_of_each(listed: Table) -> None:
    marked = replace(listed, cells=[[replace(listed.cells[0][0], mark="top3")]])
    bullets = as_json(marked.markdown())[0]["c"][1][0]["c"][4][0][3][0][1][1][4]
    assert [block["t"] for block in bullets] == ["BulletList"]
    spans = [item[0]["c"] for item in bullets[0]["c"]]
    assert [[span["t"] for span in item] for item in spans] == [["Span"], ["Span"]]
    assert {span["c"][0][1][0] for item in spans for span in item} == {"top3"}


def as_json(markdown: str) -> list[dict[str, object]]:
    return json.loads(pypandoc.convert_text(markdown, "json", format="markdown"))["blocks"]


def test_a_table_is_one_numbered_float_with_its_notes_behind(table: Table) -> None:
    block, notes = as_json(table.markdown())
    assert block["c"][0] == ["tbl-sector", ["ranktable"], []]
    assert [part["t"] for part in block["c"][1]] == ["Table", "Para"]
    assert notes["c"][0] == ["", ["notes"], []]


def test_marks_become_classes_and_the_base_stands_under_the_head(table: Table) -> None:
    lines = table.markdown().splitlines()
    base = next(line for line in lines if "Base" in line)
    assert base == "| [Base]{.base} | [n = 105]{.base} | [n = 12]{.base} |"
    assert "[3=]{.top3}" in table.markdown()


def test_notes_are_read_in_a_notebook_as_in_the_report(table: Table) -> None:
    noted = dataclasses.replace(table, notes=[r"By *p* < 0.05.", r"\* base of \<Co\> \& sons"])
    assert "<small>By <em>p</em> &lt; 0.05. * base of &lt;Co&gt; &amp; sons</small>" in noted.html()


def test_labels_from_data_stay_text(table: Table) -> None:
    assert r"Retail \& \<Co\>" in table.markdown()
    assert "Retail &amp; &lt;Co&gt;" in table.html()


def test_arrows_stand_beside_the_colour() -> None:
    assert Cell("9", "worse").markdown() == "[9 ▼]{.worse}"
    assert Cell("2", "top3 better").markdown() == "[2 ▲]{.top3 .better}"


def test_cells_with_lists_make_a_grid_table_that_keeps_the_bullets(listed: Table) -> None:
    html = pypandoc.convert_text(listed.markdown(), "html", format="markdown")
    assert html.count("<li>") == 2
    assert "Ask *why*" in html


def test_the_bundle_holds_every_form_and_the_unrounded_values(table: Table) -> None:
    bundle = table.bundle()
    assert set(bundle) == {"text/html", "text/markdown", "text/plain", RESULT_MIME}
    payload = bundle[RESULT_MIME]
    assert payload["data"] == {
        "columns": ["Theme", "Overall", "Retail & <Co>"],
        "rows": [["A", 1, 3], ["B", 2, None]],
        "bases": [105, 12],
        "marks": [
            {"row": 0, "column": 1, "signs": "", "tinted": True},
            {"row": 0, "column": 2, "signs": "", "tinted": True},
        ],
    }
    assert payload["results"] == [
        {
            "name": "sector.retail.a.rank",
            "value": 3,
            "unit": "rank",
            "base": 12,
            "where": "tbl-sector",
            "label": "",
            "tied": True,
        }
    ]


def test_the_record_of_a_tab_travels_with_its_table(table: Table) -> None:
    assert "tab" not in table.bundle()[RESULT_MIME]
    record = {"id": "sector.profile", "values": [[50]]}
    assert replace(table, tab=record).bundle()[RESULT_MIME]["tab"] == record


def test_a_plain_table_of_wide_figures_gets_the_room_that_they_need() -> None:
    count = 15
    wide = Table(
        id="tbl-sales",
        caption="Sales",
        frame=pd.DataFrame([[1234567.8] * count], index=["EUR"]),
        cells=[[Cell("1,234,567.8")] * count],
        bases=[1040] * count,
    )
    assert wide.grid is not None
    assert wide.markdown().startswith("::::: {.turned}")
    assert "[n = 1,040]{.base}" in wide.markdown()
    narrow = replace(wide, cells=[[Cell("12%")] * count])
    assert narrow.grid is None
    assert "turned" not in narrow.markdown()


def test_what_stands_above_is_within_the_float_and_before_the_table(table: Table) -> None:
    [block, _] = as_json(replace(table, above=["“Which?”", "Base: All"]).markdown())
    assert [part["t"] for part in block["c"][1]] == ["Div", "Table", "Para"]
    assert block["c"][1][0]["c"][0] == ["", ["above"], []]
