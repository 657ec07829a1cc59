"""Tables in all formats: heads that stand upright, heads over heads, pages on their side."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pypandoc
import pypdf
import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn

from research.display.banner import Banner, Head, Sizes, Stub
from research.display.cell import Cell
from research.display.markdown import pipe_table
from research.display.table import Table
from research.report import embedded
from research.report.word import dressed
from research.report.word_xml import read
from tests.report import printing

TEMPLATE = Path(__file__).parents[2] / "reports" / "template"
LONG = "Telecommunications & Technology"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(heads: list[str], to: str, *more: str) -> str:
    body = pipe_table(heads, [["1"] * len(heads)], "l" + "c" * (len(heads) - 1), [10] * len(heads))
    return rendered(f"::: {{#tbl-x .ranktable}}\n\n{body}\n\nCaption\n\n:::\n", to, *more)


def rendered(text: str, to: str, *more: str) -> str:
    filters = [f"--lua-filter={TEMPLATE / name}" for name in ("look.lua", "floats.lua")]
    command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--to={to}", "--wrap=none"]
    return subprocess.run(
        [*command, *filters, *more], input=text.encode(), capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.parametrize(
    ("heads", "steep"),
    [
        (["Theme", *[LONG] * 15], "true"),
        (["Theme", *["Manufacturing"] * 9], "true"),
        (["Theme", *["Retail"] * 10], "false"),
        (["Theme", *[LONG] * 5], "false"),
        ([LONG, *map(str, range(12))], "false"),
    ],
)
def test_long_words_over_many_narrow_columns_stand_upright(heads, steep):
    assert f"steep: {steep})" in written(heads, "typst")


def test_word_gives_a_word_the_room_it_takes_from_columns_that_have_more(tmp_path):
    def shares(*heads: str, widths: list[int]) -> list[float]:
        body = pipe_table(list(heads), [["1"] * len(heads)], "l" + "r" * (len(heads) - 1), widths)
        text = f"::: {{#tbl-x}}\n\n{body}\n\nCaption\n\n:::\n"
        rendered(text, "docx", f"--output={tmp_path / 'a.docx'}")
        [table] = Document(str(tmp_path / "a.docx")).tables
        measures = [int(column._gridCol.w) for column in table.columns]
        return [measure / sum(measures) for measure in measures]

    few = shares("Topic", "2015", "p, corrected", widths=[60, 34, 6])
    assert few[2] >= 12 / 96 - 0.001
    assert few[0] / few[1] == pytest.approx(60 / 34, rel=0.1)
    roomy = shares("Topic", "2015", "p, corrected", widths=[40, 30, 30])
    assert roomy == pytest.approx([0.4, 0.3, 0.3], abs=0.02)


def columns_in_word(body: str, path: Path) -> tuple[list[float], list[list[str]]]:
    rendered(f"::: {{#tbl-x}}\n\n{body}\n\nCaption\n\n:::\n", "docx", f"--output={path}")
    [table] = Document(str(path)).tables
    measures = [int(column._gridCol.w) for column in table.columns]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    return [measure / sum(measures) for measure in measures], cells


@pytest.mark.parametrize(
    ("columns", "joined"), [(4, "39.2†\u00a0(35–42)"), (9, "39.2† (35–\u206042)")]
)
def test_word_breaks_no_interval_within_its_brackets(tmp_path, columns, joined):
    heads = ["Theme", *["Lowest"] * 3, *["Third quartile from"] * columns]
    row = ["Target Markets", *["22†"] * 3, *["39.2† (35–42)"] * columns]
    shares, cells = columns_in_word(
        pipe_table(heads, [row], "l" + "c" * (3 + columns), [16, *[11] * (3 + columns)]),
        tmp_path / "intervals.docx",
    )
    assert cells[1][4:] == [joined] * columns
    if columns == 4:
        assert min(shares[4:]) > 12 / 96 > max(shares[1:4])


def test_word_gives_sentences_what_figures_need_not(tmp_path):
    row = ["Relationship & Value Building (Farming)", "What sustains us is this. " * 7, "1", "60%†"]
    table = pipe_table(
        ["Theme", "What they ranked", "Rank", "Top 3"], [row], "llcc", [17, 33, 20, 20]
    )
    shares, _ = columns_in_word(table, tmp_path / "sentences.docx")
    assert shares[1] > 0.55
    assert min(shares[2:]) > 5 / 96
    # Names keep theirs: in a narrower column they would take more lines than the sentences.
    assert shares[0] >= 17 / 90 - 0.01


def test_word_lists_exhibits_with_a_field_for_the_page_of_each(tmp_path: Path) -> None:
    table = f"::: {{#tbl-x}}\n\n{pipe_table(['A'], [['1']], 'l', [9])}\n\nCaption\n\n:::\n"
    index = '::: {.index}\n\n- @tbl-x: Caption[]{.page-of of="tbl-x"}\n\n:::\n'
    rendered(f"{table}\n{index}", "docx", f"--output={tmp_path / 'index.docx'}")
    document = Document(str(tmp_path / "index.docx"))
    [entry] = [one for one in document.paragraphs if one.style.name == "Index Entry"]
    assert entry.text == "Table\u00a01: Caption\t"
    assert " PAGEREF _tbl_x \\h " in entry._p.xml
    assert 'w:name="_tbl_x"' in document.element.xml


def test_print_takes_room_for_whole_words_from_what_stands_empty_and_for_phrases() -> None:
    rows = [["Care after the sale", "1", "2"], ["A longer name than any column keeps", "1", "2"]]
    heads = ["Driver", "Manufacturing", "Implementation"]
    body = pipe_table(heads, rows, "lrr", [44, 10, 46])
    typst = rendered(f"::: {{#tbl-x}}\n\n{body}\n\nCaption\n\n:::\n", "typst")
    widths = [float(width) for width in re.findall(r"([\d.]+)%", typst.split("align:")[0])]
    assert widths[1] >= 100 * (len("Manufacturing") + 3) / 96 - 0.1
    assert widths[0] >= 100 * (len(rows[1][0]) + 3) / 96 - 0.1


@pytest.mark.parametrize("text", ["15 September 2026", "EUR 1.1m", "+11.0 ▲"])
def test_dates_amounts_and_marked_figures_do_not_break_in_a_cell(text, tmp_path) -> None:
    body = pipe_table(["A", "B"], [["one", f"{text} is told"]], "ll", [40, 60])
    float_ = f"::: {{#tbl-x}}\n\n{body}\n\nCaption\n\n:::\n"
    assert f"#box[{text}" in rendered(float_, "typst").replace("\\", "")
    assert f'<span class="whole">{text}' in rendered(float_, "html")
    rendered(float_, "docx", f"--output={tmp_path / 'a.docx'}")
    [table] = Document(str(tmp_path / "a.docx")).tables
    assert text.replace(" ", "\u00a0") in table.rows[1].cells[1].text
    crowded = pipe_table(["A"] * 12, [[text] * 12], "l" * 12, [8] * 12)
    assert (
        "#box[" not in rendered(f"::: {{#tbl-x}}\n\n{crowded}\n\nC\n\n:::\n", "typst")
        or " ▲" in text
    )


def in_word(heads: list[str], path: Path) -> str:
    written(heads, "docx", f"--output={path}")
    return zipfile.ZipFile(path).read("word/document.xml").decode()


def test_word_marks_such_heads_and_leaves_their_words_whole(tmp_path):
    page = in_word(["Theme", *[LONG] * 15], tmp_path / "wide.docx")
    assert page.count('w:val="SteepHead"') == 15
    assert "Telecommunications" in page
    assert "SteepHead" not in in_word(["Theme", *[LONG] * 5], tmp_path / "narrow.docx")


def banner(*groups: int, rows: int = 3, letters: str = "AB") -> Table:
    """A cross-tabulation with a total, groups of so many columns, and a net over its members."""
    count = 1 + sum(groups)
    names = [f"Point {place}" for place in range(1, count)]
    heads = [
        Head(),
        *(Head(f"Group {n}", size, f"Group {n} (more)") for n, size in enumerate(groups)),
    ]
    return Table(
        id="tbl-x",
        caption="Who",
        frame=pd.DataFrame([[0.5] * count] * rows, index=[f"Row {row}" for row in range(rows)]),
        cells=[[Cell("50%"), *[Cell("48%", letters=letters)] * (count - 1)]] * rows,
        stub="Column %",
        heads=["Total", *names],
        kind="tab",
        notes=["A note."],
        above=["Base: All"],
        banner=Banner(
            heads=[heads],
            letters=["", *"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[: count - 1]],
            sizes=[Sizes("Base", [Cell("99", "base", letters="*")] * count)],
            stubs=[Stub(0, "net"), *[Stub(1, "net")] * (rows - 1)],
        ),
    )


def test_rows_of_the_banner_become_heads_of_the_page_each_with_its_scope() -> None:
    page = BeautifulSoup(rendered(banner(2, 3).markdown(), "html"), "html.parser")
    rows = [[cell.get_text() for cell in row.find_all("th")] for row in page.thead.find_all("tr")]
    assert rows[0] == ["Column %", "Total", "Group 0", "Group 1"]
    assert rows[1] == [f"Point {place}" for place in range(1, 6)]
    assert rows[2] == [*"ABCDE"]
    assert [th["rowspan"] for th in page.thead.tr.find_all("th")[:2]] == ["3", "3"]
    assert "" not in [cell for row in rows for cell in row]
    assert rows[3][:2] == ["Base", "99\u00a0*"]
    spans = page.thead.find_all("th", class_="span")
    assert [(th["scope"], th["colspan"]) for th in spans] == [("colgroup", "2"), ("colgroup", "3")]
    assert page.find("th", string="Point 1")["scope"] == "col"
    assert [row.find(["th", "td"])["scope"] for row in page.tbody.find_all("tr")] == ["row"] * 3


def test_a_table_that_is_too_wide_scrolls_as_a_region_with_a_name() -> None:
    page = BeautifulSoup(rendered(banner(20, 20).markdown(), "html"), "html.parser")
    [region] = page.find_all(class_="scroll")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert page.find(id=region["aria-labelledby"]).get_text().endswith("Who")
    assert len(page.find_all("table")) == 1
    assert not page.find_all(class_="turned")


def test_members_of_a_net_stand_in_and_figures_leave_room_for_letters() -> None:
    page = BeautifulSoup(rendered(banner(2).markdown(), "html"), "html.parser")
    assert [th["class"] for th in page.tbody.find_all("th", class_="in1")] == [["in1"]] * 2
    rooms = {span["style"] for span in page.tbody.find_all("span", class_="letters")}
    assert len(rooms) == 2
    assert "measure" not in str(page)


def test_print_goes_on_in_parts_with_stub_bases_and_total_repeated() -> None:
    typst = rendered(banner(20, 20).markdown(), "typst")
    parts = typst.split("#look-part(")[1:]
    assert len(parts) > 2
    assert typst.count("#look-across[") == 1
    for part in parts:
        assert "#look-head[Total]" in part
        assert "#look-base[Base]" in part
        assert "#look-head[Column %]" in part
    points = [int(number) for number in re.findall(r"look-head\[Point (\d+)\]", typst)]
    assert points == list(range(1, 41))
    assert "Table~1 (continued)" in typst or "Table\u00a01 (continued)" in typst


def test_a_group_that_no_page_holds_says_where_it_goes_on() -> None:
    typst = rendered(banner(40).markdown(), "typst")
    assert typst.count("[Group 0]") == 1
    assert typst.count("[Group 0 (more)]") == typst.count("#look-part(") - 1 > 0


def test_rows_of_a_block_are_held_together_in_print() -> None:
    assert "rowspan: 3, inset: 0pt" in rendered(banner(2).markdown(), "typst")
    assert "rowspan: 60" not in rendered(banner(2, rows=60).markdown(), "typst")


def test_words_between_wide_tables_go_along_with_them_and_so_does_the_heading_before() -> None:
    table = banner(12).markdown()
    second = table.replace("tbl-x", "tbl-y")
    parts = ["Before.", "### Head", table, "Between.", second, "After."]
    typst = rendered("\n\n".join(parts), "typst")
    across = typst.index("#look-across[")
    assert typst.count("#look-across[") == 1
    assert typst.index("Before.") < across < typst.index("Head") < typst.index("Between.")
    assert typst.rindex("\n]\n") < typst.index("After.")


def test_what_is_said_of_the_last_wide_table_stays_beside_it() -> None:
    said = "::: observations\n\n- Said of it.\n\n:::"
    typst = rendered("\n\n".join([banner(12).markdown(), said, "After."]), "typst")
    assert typst.index("Said of it.") < typst.rindex("\n]\n") < typst.index("After.")


def test_notes_are_part_of_the_table_or_hold_on_to_the_chart_that_they_follow() -> None:
    notes = "::: notes\n\nBase: all.\n\n:::"
    table = pipe_table(["Theme", "Rank"], [["Farming", "1"]], "lc", [10, 10])
    floating = f"::: {{#tbl-x}}\n\n{table}\n\nCaption\n\n:::"
    typst = rendered(f"{floating}\n\n{notes}", "typst")
    assert "notes: small-print[\nBase: all." in typst
    assert "#look-notes[" not in typst
    chart = "![Caption](chart.svg){#fig-x fig-alt='What it says'}"
    assert "[Caption], stays: true)" in rendered(f"{chart}\n\n{notes}", "typst")
    assert "stays" not in rendered(f"{chart}\n\nWords.\n\n{notes}", "typst")
    page = BeautifulSoup(rendered(f"{floating}\n\n{notes}", "html"), "html.parser")
    assert page.find(class_="notes").find_parent(class_="float") is None


def test_a_sentence_beside_lists_is_no_ribbon_and_a_few_words_stay_on_a_line() -> None:
    """A questionnaire: few letters in two of its columns, however long the lists between them."""
    question = "Priorities: put the themes in order of importance to your firm, the first on top"
    answers = [Cell(items=["A long state of a business that somebody ranks, and more of it"] * 9)]
    table = Table(
        id="tbl-x",
        caption="Caption",
        frame=pd.DataFrame([["", ""]], index=[question], columns=["Answers", "Type"]),
        cells=[[*answers, Cell("one answer")]],
        stub="Question",
        align="lll",
        widths=(24, 54, 22),
        kind="objectives",
    )
    typst = rendered(table.markdown(), "typst")
    first, _, last = (float(width) for width in re.findall(r"([\d.]+)%", typst.split("align:")[0]))
    assert first >= 100 * 22 / 114
    assert last >= 100 * len("one answer") / 114


def test_columns_of_lists_are_as_wide_as_takes_the_fewest_lines() -> None:
    long = Cell(items=tuple(f"Point {n} of what a firm has to do for this" for n in range(6)))
    table = Table(
        id="tbl-x",
        caption="What to do",
        frame=pd.DataFrame([["a", "b"]], columns=["Average", "Best"], index=["Weak"]),
        cells=[[Cell(items=("Measure",)), long]],
        widths=(16, 30, 30),
    )
    typst = rendered(table.markdown(), "typst")
    assert "lists: true" in typst
    widths = [float(width) for width in re.findall(r"([\d.]+)%", typst.split("align:")[0])]
    assert sum(widths) == pytest.approx(100, abs=0.1)
    # As wide as its items are long, where the page has the room for it.
    assert widths[2] == max(widths) > 40


def test_room_parts_words_from_figures_that_end_where_they_would_begin(tmp_path: Path) -> None:
    aligned = pipe_table(["Who", "Quality", "Status"], [["A", "6.4", "happy"]], "lrl", [10] * 3)
    assert rendered(aligned, "typst").count("inset: look-apart") == 2
    path = tmp_path / "apart.docx"
    rendered(aligned, "docx", f"--output={path}")
    with zipfile.ZipFile(path) as archive:
        root = read(dressed(archive.read("word/document.xml")))
    # A margin of the cell: what a character makes goes before the first line alone.
    margins = [[*cell.iter(qn("w:tcMar"))] for cell in root.iter(qn("w:tc"))]
    assert [len(each) for each in margins] == [0, 0, 1, 0, 0, 1]
    assert "ApartCell" not in {run.style for run in root.iter(qn("w:r"))}
    assert "\u2002" not in "".join(text.text for text in root.iter(qn("w:t")))
    other = pipe_table(["Who", "Quality", "Share"], [["A", "6.4", "1%"]], "lrr", [10] * 3)
    assert "look-apart" not in rendered(other, "typst")


def test_a_chapter_of_words_may_set_its_lines_closer_and_one_with_a_table_not() -> None:
    words = "# Summary\n\nWords.\n\n- And an item.\n\n## More\n\nMore words."
    table = pipe_table(["Theme", "Rank"], [["Farming", "1"]], "lc", [10, 10])
    typst = rendered(f"{words}\n\n# Results\n\n{table}\n\n# End\n\nWords.", "typst")
    assert typst.count("#look-words[") == 2
    assert typst.index("#look-words[") < typst.index("Summary") < typst.index("Results")
    assert typst.index("Results") < typst.rindex("#look-words[") < typst.index("End")


def test_the_first_chapter_of_a_part_without_words_stands_below_the_parts_heading() -> None:
    bare = rendered("# Part {.part}\n\n## First {.chapter}\n\n## Second {.chapter}", "typst")
    assert bare.count("#look-first-page()") == bare.count("#look-chapter-page()") == 1
    listed = "::: {.chapters}\n- [First](#first)\n\n  Lead.\n\n- [Second](#second)\n:::"
    told = ["# Part {.part}", "Words.", listed, "## First {.chapter}", "## Second {.chapter}"]
    typst = rendered("\n\n".join(told), "typst")
    assert "#look-first-page()" not in typst
    assert typst.index("Words.") < typst.index("#look-chapters(") < typst.index("== First")
    silent = rendered("\n\n".join([told[0], *told[2:]]), "typst")
    assert silent.index("#look-chapters(") < silent.index("#look-first-page()")


def test_a_chapter_that_is_alone_in_its_part_goes_on_below_what_the_part_says() -> None:
    alone = "# Part {.part}\n\nWords.\n\n## Only {.chapter}\n\n# Part {.part}"
    assert rendered(alone, "typst").count("#look-first-page()") == 1


def test_chapters_of_an_appendix_follow_each_other_but_a_sheet_stands_alone() -> None:
    heads = ["First {.chapter}", "Second {.chapter}", "Sheet {.chapter .sheet}", "Last {.chapter}"]
    listed = "::: {.chapters}\n- [First](#first)\n:::"
    body = "\n\n".join(["Words.", listed, *(f"## {head}" for head in heads)])
    appendix = rendered(f"# More {{.part .appendix}}\n\n{body}", "typst")
    assert appendix.count("#look-next-page()") == 1
    assert appendix.index("#look-next-page()") < appendix.index("== Second")
    assert appendix.count("#look-chapter-page()") == 3
    assert "#look-next-page()" not in rendered(f"# Results {{.part}}\n\n{body}", "typst")


def test_a_chapter_that_begins_with_a_wide_table_opens_on_its_page() -> None:
    table = banner(12).markdown()
    chapter = ["## First {.chapter}", "::: {.lead}\nFew words.\n:::", table]
    typst = rendered("\n\n".join(["## Before {.chapter}", *chapter]), "typst")
    assert typst.index("Before") < typst.index("#look-across[") < typst.index("First")
    part = rendered("\n\n".join(["# Part {.part}", "Words.", *chapter]), "typst")
    assert part.index("Words.") < part.index("#look-across[") < part.index("== First")
    silent = rendered("\n\n".join(["# Part {.part}", *chapter]), "typst")
    assert silent.index("#look-across[") < silent.index("= Part") < silent.index("== First")
    assert "-page()" not in silent


def test_a_table_of_the_total_alone_has_no_heads_over_heads() -> None:
    alone = replace(
        banner(0), banner=Banner(sizes=[Sizes("Base", [Cell("99", "base")])]), heads=["Total"]
    )
    page = BeautifulSoup(rendered(alone.markdown(), "html"), "html.parser")
    assert [len(row.find_all("th")) for row in page.thead.find_all("tr")] == [2, 2]


def test_word_repeats_all_heads_and_draws_parts_as_tables(tmp_path: Path) -> None:
    path = tmp_path / "wide.docx"
    rendered(banner(20, 20).markdown(), "docx", f"--output={path}")
    tables = Document(str(path)).tables
    assert len(tables) > 2
    for table in tables:
        heads = [row for row in table.rows if row._tr.find(f".//{{{W}}}tblHeader") is not None]
        assert len(heads) == 4
        assert {row.cells[1].text for row in heads[:3]} == {"Total"}
    body = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert body.count("TurnsAcross") == body.count("TurnsBack") == 1
    assert body.count("HeldRow") == 2 * len(tables)


@pytest.mark.slow
def test_nothing_is_printed_over_anything_else_however_many_columns(tmp_path: Path) -> None:
    """Fifteen columns ran into each other where they were as wide as each other."""
    plain = Table(
        id="tbl-plain",
        caption="Sales",
        frame=pd.DataFrame(
            [[1234567.8] * 15], columns=[f"Column {n}" for n in range(15)], index=["EUR"]
        ),
        cells=[[Cell("1,234,567.8")] * 15],
    )
    wide = [
        replace(banner(*groups, rows=rows, letters="ABCDE"), id=f"tbl-{number}")
        for number, (groups, rows) in enumerate([((2,), 3), ((6, 3), 70), ((8, 7), 3), ((40,), 30)])
    ]
    made = printing.document([plain, *wide], TEMPLATE, tmp_path / "doc")
    path = embedded.render(made, "pdf", tmp_path / "report.pdf")
    pages = pypdf.PdfReader(path).pages[1:]
    for page in pages:
        assert printing.overprinted(page) == []
        assert printing.cut_off(page) == []
    text = "\n".join(page.extract_text() for page in pages)
    assert text.count("1,234,567.8") == 15
    assert all(f"Row {row}" in text for row in range(70))
    assert {page.mediabox.width > page.mediabox.height for page in pages} == {True, False}


@pytest.mark.slow
def test_short_words_of_a_cell_stay_whole_in_print_and_long_ones_fit_their_column(
    tmp_path: Path,
) -> None:
    words = "Compelling brand values, knowledge and results of incomprehensibilities"
    table = Table(
        id="tbl-narrow",
        caption="Words",
        frame=pd.DataFrame([[words] * 6], columns=[f"C{n}" for n in range(6)], index=["A"]),
        cells=[[Cell(words)] * 6],
    )
    made = printing.document([table], TEMPLATE, tmp_path / "doc")
    path = embedded.render(made, "pdf", tmp_path / "report.pdf")
    [*_, page] = pypdf.PdfReader(path).pages
    told = page.extract_text()
    assert all(told.count(word) == 6 for word in ("Compelling", "values", "knowledge", "results"))
    assert "incomprehensibilities" not in told
    assert printing.overprinted(page) == []


@pytest.mark.slow
def test_what_is_printed_over_something_else_is_found(tmp_path: Path) -> None:
    """The measure of the test above sees what it is to see."""
    crowd = banner(15, letters="ABCDE")
    made = printing.document([crowd], TEMPLATE, tmp_path / "doc")
    text = made.path.read_text(encoding="utf-8").replace('measure="', 'measure="1')
    made.path.write_text(re.sub(r'room="\d+"', 'room="9999"', text), encoding="utf-8")
    path = embedded.render(made, "pdf", tmp_path / "report.pdf")
    [*_, page] = pypdf.PdfReader(path).pages
    assert printing.overprinted(page)


def test_a_head_over_columns_of_lists_stands_over_a_hair_and_those_below_it_are_heads():
    table = Table(
        id="tbl-x",
        caption="What to do",
        frame=pd.DataFrame([["Measure", "Lead"]], columns=["Average", "Best"], index=["Weak"]),
        cells=[[Cell(items=("Measure",)), Cell(items=("Lead",))]],
        banner=Banner(heads=[[Head("How good to be", 2)]]),
        widths=(16, 30, 30),
    )
    printed = rendered(table.markdown(), "typst")
    assert "#look-over[How good to be]" in printed
    assert "#look-head[Average]" in printed
    assert "#look-head[How" not in printed
    page = BeautifulSoup(rendered(table.markdown(), "html"), "html.parser")
    over = page.find("th", string="How good to be")
    assert (over["colspan"], over["scope"]) == ("2", "colgroup")


def test_what_paper_parts_into_rows_is_one_row_on_a_page() -> None:
    parted = [
        [Cell(items=("one", "two")), Cell("choose")],
        [Cell(items=("three",)), Cell("")],
        [Cell(items=("yes",)), Cell("choose")],
    ]
    table = Table(
        id="tbl-asked",
        caption="Asked",
        frame=pd.DataFrame([["a", "b"]] * 3, columns=["Answers", "Type"], index=["Q1", "", "Q2"]),
        cells=parted,
        stub="Question",
        widths=(10, 30, 10),
    )
    page = BeautifulSoup(rendered(table.markdown(), "html"), "html.parser")
    rows = page.select("tbody tr")
    assert [row.th.get_text() for row in rows] == ["Q1", "Q2"]
    assert [[item.get_text() for item in row.select("li")] for row in rows] == [
        ["one", "two", "three"],
        ["yes"],
    ]
    assert [cell["data-head"] for cell in rows[0].select("td")] == ["Answers", "Type"]
    assert "stacks" in page.table["class"]
    assert rendered(table.markdown(), "typst").count("[Q1]") == 1


def test_the_stub_of_a_page_has_the_room_of_its_names() -> None:
    page = rendered(banner(2).markdown(), "html")
    assert 3 < float(re.findall(r"--room: ([\d.]+)rem", page)[0]) < 13.5
