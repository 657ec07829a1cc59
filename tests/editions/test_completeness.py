"""Nothing is missing in the built documents: floats, captions, descriptions, references, values."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from conftest import Built

pytestmark = pytest.mark.slow

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

# What an unresolved reference or placeholder leaves behind in one engine or another.
REMAINS = re.compile(
    r"\?@|@(?:tbl|fig|sec)-|\?\?|\{\{|\}\}|:::|\bnan\b|\bNone\b(?![\s:])|\{#|\]\{\."
)


def labels(built: Built) -> list[str]:
    """Label of every float as numbered in the publication."""
    return [
        *(f"Table {number}" for number in range(1, len(built.tables) + 1)),
        *(f"Figure {number}" for number in range(1, len(built.figures) + 1)),
    ]


def squeezed(text: str) -> str:
    """Text without blanks and hyphens, which depend on where lines break."""
    return re.sub(r"[\s\u2060\u00ad-]+", "", text)


def test_thirty_tables_and_twenty_nine_figures_are_expected(built: Built) -> None:
    assert (len(built.tables), len(built.figures)) == (30, 29)


def test_the_build_says_what_it_made_and_where(built: Built) -> None:
    for name in ("report.html", "report.pdf", "report.docx", "tables.xlsx", "results.json"):
        assert (built.folder / name).stat().st_size > 1_000
        assert re.search(rf"reports/2015/{re.escape(name)}\s+[\d.]+ s", built.said)


def test_a_copy_of_every_run_notebook_is_kept_with_its_code(built: Built) -> None:
    assert {f"theme-{key}" for key in built.themes} < set(built.notebooks)
    copies = {path.stem: path for path in (built.folder / "notebooks").glob("*.html")}
    assert sorted(copies) == sorted(built.notebooks)
    for path in copies.values():
        assert "open_study" in path.read_text(encoding="utf-8")


def test_html_holds_every_float_once_in_order_under_its_number(built: Built) -> None:
    numbered = {
        item["id"]: item.find(class_="label").get_text().replace("\u00a0", " ")
        for item in built.html.find_all("figure", class_="float")
    }
    # Those that bear an A may stand among those of the publication, and take no number of theirs.
    own = {kind: [one for one in built.floats(kind) if "-a-" in one] for kind in ("tbl", "fig")}
    for kind, published in (("tbl", built.tables), ("fig", built.figures)):
        rest = [one for one in built.floats(kind) if one not in own[kind]]
        assert rest[: len(published)] == published
    assert [numbered[anchor] for anchor in [*built.tables, *built.figures]] == labels(built)
    for kind, word, published in (("tbl", "Table", 30), ("fig", "Figure", 29)):
        assert len(built.floats(kind)) == published + len(own[kind])
        assert [numbered[anchor] for anchor in own[kind]] == [
            f"{word} A{number}" for number in range(1, len(own[kind]) + 1)
        ]


def test_every_float_has_a_caption_of_its_own(built: Built) -> None:
    captions = [built.caption(anchor) for kind in ("tbl", "fig") for anchor in built.floats(kind)]
    assert all(len(caption.split()) > 1 for caption in captions)
    assert not [caption for caption, count in Counter(captions).items() if count > 1]


def test_every_table_has_a_head_and_a_body(built: Built) -> None:
    for anchor in built.tables:
        rows = built.html_rows(anchor)
        assert len(rows) > 3
        # A head that spans columns has fewer cells than rows, and the next one a stub less.
        assert len({len(row) for row in rows[2:]}) == 1
        assert len(built.docx_rows(anchor)) == len(rows)


def test_every_picture_is_described_and_only_the_decoration_is_not(built: Built) -> None:
    assert not built.html.find_all("img")
    charts = built.html.find_all("svg", class_="drawn")
    assert len(charts) == len(built.floats("fig")) + len(built.themes) + 2
    silent = [chart for chart in charts if chart.get("role") != "img"]
    assert [(chart["aria-hidden"], chart["class"]) for chart in silent] == [
        ("true", ["drawn", "motif"])
    ]
    told = [chart["aria-label"] for chart in charts if chart not in silent]
    assert all(len(text.split()) > 8 for text in told)
    assert len(set(told)) == len(told)


def test_word_holds_every_caption_in_order_as_a_numbered_field(built: Built) -> None:
    found: dict[str, list[str]] = {"Table": [], "Figure": []}
    for paragraph in built.docx.paragraphs:
        codes = "".join(code.text or "" for code in paragraph._p.iter(f"{WORD}instrText"))
        if match := re.match(r" SEQ (Table|Figure) ", codes):
            found[match[1]].append(squeezed(paragraph.text))
    expected = [
        squeezed(f"{label} {built.caption(anchor)}")
        for label, anchor in zip(labels(built), [*built.tables, *built.figures], strict=True)
    ]
    tables, figures = found["Table"], found["Figure"]
    assert tables[: len(built.tables)] + figures[: len(built.figures)] == expected
    rest = tables[len(built.tables) :] + figures[len(built.figures) :]
    assert all(re.match(r"(Table|Figure)A\d", caption) for caption in rest)


def test_word_has_a_table_for_every_number(built: Built) -> None:
    assert len(built.docx.tables) == len(built.floats("tbl"))


def test_word_describes_every_picture_but_the_decoration(built: Built) -> None:
    pictures = list(built.docx.element.iter(f"{DRAWING}docPr"))
    assert len(pictures) == len(built.floats("fig")) + len(built.themes) + 2
    assert [bool(picture.get("descr")) for picture in pictures].count(False) == 1


def test_word_references_lead_to_bookmarks(built: Built) -> None:
    body = built.docx.element
    marks = {mark.get(f"{WORD}name") for mark in body.iter(f"{WORD}bookmarkStart")}
    links = {link.get(f"{WORD}anchor") for link in body.iter(f"{WORD}hyperlink")} - {None}
    codes = " ".join(code.text or "" for code in body.iter(f"{WORD}instrText"))
    fields = set(re.findall(r"\b(?:PAGE)?REF (\S+)", codes))
    assert links | fields
    assert not (links | fields) - marks


def test_pdf_prints_every_caption_in_order(built: Built) -> None:
    text = squeezed(built.pdf_text)
    for kind, anchors in (("Table", built.tables), ("Figure", built.figures)):
        places = [
            text.rfind(squeezed(f"{kind} {number} {built.caption(anchor)}"))
            for number, anchor in enumerate(anchors, start=1)
        ]
        assert -1 not in places
        assert places == sorted(places)


def test_pdf_links_lead_to_places_in_it(built: Built) -> None:
    annotations = [
        item.get_object() for page in built.pdf.pages for item in page.get("/Annots", [])
    ]
    links = [item["/Dest"] for item in annotations if "/Dest" in item]
    references = built.html.find("main").find_all("a", class_="reference")
    assert len(links) > len(references) > 10
    places = built.pdf.named_destinations
    pages = {page.indirect_reference for page in built.pdf.pages}
    for target in links:
        page = target[0] if isinstance(target, list) else places[target].page
        assert getattr(page, "indirect_reference", page) in pages


def test_html_ids_are_unique_and_every_link_inside_has_its_target(built: Built) -> None:
    ids = [item["id"] for item in built.html.find_all(id=True)]
    assert not [anchor for anchor, count in Counter(ids).items() if count > 1]
    targets = [link["href"] for link in built.html.find_all("a", href=True)]
    assert not {target[1:] for target in targets if target.startswith("#")} - set(ids)
    known = ("#", "https://", "mailto:", "data:text/csv;")
    assert not [target for target in targets if not target.startswith(known)]
    for name in ("aria-labelledby", "aria-controls", "aria-describedby", "for"):
        for item in built.html.find_all(attrs={name: True}):
            assert set(item[name].split()) <= set(ids)


def test_references_print_the_number_of_what_they_lead_to(built: Built) -> None:
    numbers = dict(zip([*built.tables, *built.figures], labels(built), strict=True))
    references = built.html.find("main").find_all("a", class_="reference")
    seen = 0
    for link in references:
        if (anchor := link["href"][1:]) in numbers:
            assert link.get_text().replace("\u00a0", " ") == numbers[anchor]
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("document", ["html", "pdf", "docx", "qmd"])
def test_no_markup_reference_or_placeholder_is_left_unresolved(built: Built, document: str) -> None:
    texts = {
        "html": lambda: built.html.find("main").get_text(" "),
        "pdf": lambda: built.pdf_text,
        "docx": lambda: " ".join(node.text or "" for node in built.docx.element.iter(f"{WORD}t")),
        "qmd": lambda: re.sub(
            r"@(?:tbl|fig|sec)-[\w-]+|:::|\{#|\]\{\.", "", (built.folder / "report.qmd").read_text()
        ),
    }
    text = texts[document]()
    assert len(text) > 50_000
    assert not REMAINS.findall(text)


def test_the_ledger_is_sorted_and_says_where_each_value_stands(built: Built) -> None:
    names = list(built.ledger)
    assert names == sorted(names)
    places = {record["where"] for record in built.ledger.values()}
    floats = {place for place in places if place.startswith(("tbl-", "fig-"))}
    assert floats <= {*built.floats("tbl"), *built.floats("fig")}
    assert {f"tbl-{key}" for key in ("overall", "sector", "region", "size", "seniority")} <= floats
    assert all(record["label"] for record in built.ledger.values())


def test_the_workbook_holds_every_table_and_the_data_of_every_figure(built: Built) -> None:
    book = openpyxl.load_workbook(built.folder / "tables.xlsx")
    contents = [cell for row in book[book.sheetnames[0]].iter_rows() for cell in row]
    links = {cell.value: cell.hyperlink.location for cell in contents if cell.hyperlink}
    assert set(labels(built)) <= set(links)
    for label, anchor in zip(labels(built), [*built.tables, *built.figures], strict=True):
        name, _, place = links[label].rpartition("!")
        sheet = book[name.strip("'").replace("''", "'")]
        first = sheet[place].row
        rows = sheet.iter_rows(min_row=first, values_only=True)
        rows = [row for row in rows if any(cell is not None for cell in row)]
        assert len(rows) > 3
        # By banners there is a sheet for all tables; each begins with its title.
        assert first > 1 or built.caption(anchor) in str(rows[0][0])


def test_the_workbook_holds_ranks_as_numbers(built: Built) -> None:
    book = openpyxl.load_workbook(built.folder / "tables.xlsx")
    for number, breakdown in enumerate(("sector", "region", "size", "seniority"), start=3):
        rows = list(book[f"Table {number}"].iter_rows(values_only=True))
        head = next(row for row in rows if "Overall" in row)
        by_name = {row[0]: row for row in rows}
        for label, expected in built.published["ranks"][breakdown].items():
            place = head.index(label)
            assert [by_name[built.names[theme]][place] for theme in built.themes] == expected
