from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
import typst

from research.errors import RenderError
from research.report import rowheads

PLAIN = """\
#table(
  columns: (50%, 50%),
  align: (left,center,),
  table.header([Theme], [Rank],),
  [Farming], [1],
  [Hunting], [2],
)
"""
GROUPED = """\
#table(
  columns: (30%, 30%, 40%),
  align: (left,left,center,),
  table.header([By], [Group], [Rank],),
  [Region], [Europe], [1],
  [], [Asia], [2],
  [Size], [Large], [3],
)
"""
BLOCKS = """\
#table(
  columns: (50%, 50%),
  align: (left,right,),
  table.header([Answer], [Total],),
  table.cell(colspan: 2)[Trust],
  [Yes], [40%],
  [No], [60%],
)
"""
CENTRED = PLAIN.replace("(left,center,)", "(center,center,)")


def read(*tables: str, caption: str = "") -> list[Any]:
    """The tables of a document, as the tags of its PDF tell them."""
    look = '#set document(title: "T")\n#show figure: it => block(it.body)\n'
    look += "#show figure.caption: it => it.body\n"
    float_ = f"#figure(kind: table, supplement: none, {{figure.caption[{caption}]\n%s}})"
    bodies = [float_ % table.replace("#table", "table") if caption else table for table in tables]
    source = (look + "\n".join(bodies)).encode()
    made = typst.compile(source, pdf_standards=["ua-1"])
    stubs = rowheads.stubs_of("\n".join(tables).encode())
    content = rowheads.name_rows(made, stubs)
    root = pypdf.PdfReader(io.BytesIO(content), strict=True).trailer["/Root"]["/StructTreeRoot"]
    names = list(root["/IDTree"]["/Names"])
    assert names[::2] == sorted(names[::2])
    assert [each.get_object()["/ID"] for each in names[1::2]] == names[::2]
    return [tag for tag in walk(root) if tag["/S"] == "/Table"]


def walk(tag: Any) -> list[Any]:
    found = [tag] if "/S" in tag else []
    for kid in tag.get("/K", []):
        kid = kid.get_object()
        if hasattr(kid, "get") and "/S" in kid:
            assert kid["/P"].get_object() == tag
            found += walk(kid)
    return found


def rows(table: Any) -> list[list[tuple[str, str, list[str]]]]:
    """Rows of a body: kind, scope and headers of each cell."""
    [body] = [kid for kid in walk(table) if kid["/S"] == "/TBody"]
    return [
        [told(cell.get_object()) for cell in row["/K"]] for row in walk(body) if row["/S"] == "/TR"
    ]


def told(cell: Any) -> tuple[str, str, list[str]]:
    about = next(each for each in cell["/A"] if each["/O"] == "/Table")
    return cell["/S"], about.get("/Scope", ""), list(about["/Headers"])


def test_the_first_cell_of_a_row_is_its_head_and_the_others_say_so() -> None:
    [table] = read(PLAIN)
    assert rows(table) == [
        [("/TH", "/Row", ["U1x0y0"]), ("/TD", "", ["U1x1y0", "R1x0y0"])],
        [("/TH", "/Row", ["U1x0y0"]), ("/TD", "", ["U1x1y0", "R1x0y1"])],
    ]


def test_what_is_named_once_a_group_heads_all_its_rows_and_an_empty_cell_none() -> None:
    [table] = read(GROUPED)
    first, second, third = rows(table)
    assert first[1] == ("/TH", "/Row", ["U1x1y0", "R1x0y0"])
    assert second[0][0] == "/TD"
    assert second[1] == ("/TH", "/Row", ["U1x1y0", "R1x0y0"])
    assert second[2] == ("/TD", "", ["U1x2y0", "R1x0y0", "R1x1y1"])
    assert third[2] == ("/TD", "", ["U1x2y0", "R1x0y2", "R1x1y2"])


def test_a_line_over_rows_heads_them() -> None:
    [table] = read(BLOCKS)
    block, yes, no = rows(table)
    assert block[0][:2] == ("/TH", "/Row")
    assert yes[1] == ("/TD", "", ["U1x1y0", "R1x0y0", "R1x0y1"])
    assert no[0] == ("/TH", "/Row", ["U1x0y0", "R1x0y0"])


def test_figures_in_the_first_column_name_no_row() -> None:
    plain, centred = read(PLAIN, CENTRED)
    assert rows(plain)[0][0][0] == "/TH"
    assert {cell[0] for row in rows(centred) for cell in row} == {"/TD"}


def test_a_caption_is_the_first_part_of_its_table() -> None:
    for table in read(PLAIN, GROUPED, caption="Who ranks what"):
        assert [kid.get_object()["/S"] for kid in table["/K"]] == ["/Caption", "/THead", "/TBody"]


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(RenderError, match="does not end like a PDF"):
        rowheads.name_rows(b"nothing", [])
