import dataclasses
import io
import re
import shutil
import zipfile

import pypdf
import pytest

from research.errors import InputError
from research.report import embedded
from research.report.pandoc import pandoc


@pytest.fixture(scope="module")
def page(document, tmp_path_factory):
    path = tmp_path_factory.mktemp("html") / "report.html"
    return embedded.render(document, "html", path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def printed(document, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    return pypdf.PdfReader(io.BytesIO(embedded.render(document, "pdf", path).read_bytes()))


@pytest.fixture(scope="module")
def word(document, tmp_path_factory):
    path = embedded.render(document, "docx", tmp_path_factory.mktemp("docx") / "report.docx")
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_the_page_numbers_its_floats(page):
    labels = re.findall(r'<span class="label">(.*?)</span>', page)
    assert [label for label in labels if label.startswith("T")] == [
        f"Table\u00a0{number}" for number in range(1, 8)
    ]
    assert [label for label in labels if label.startswith("F")] == [
        f"Figure\u00a0{number}" for number in range(1, 7)
    ]


def test_the_page_resolves_references(page):
    assert re.search(r'<a href="#tbl-overall"[^>]*>Table\u00a02</a>', page)
    assert "@tbl-" not in page
    assert "@fig-" not in page


def test_the_page_stands_alone(page):
    assert not re.search(r"""(?:src|href)=["'](?!data:|#|http)""", page)
    assert "url(fonts/" not in page
    assert page.count("data:font/woff2;base64,") == 4


def test_every_picture_of_the_page_has_alt_text_or_says_that_it_decorates(page):
    assert "<img" not in page
    charts = re.findall(r'<svg [^>]*class="drawn[^>]*>', page)
    assert len(charts) == 7
    for chart in charts:
        assert re.search(r' role="img" aria-label="[^"]+" | aria-hidden="true" ', chart)


def test_links_of_the_page_lead_somewhere(page):
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert {link for link in re.findall(r'href="#([^"]+)"', page) if link} <= ids


def test_ids_of_the_page_are_unique(page):
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_text_of_charts_is_text_in_the_page_and_in_print(page, printed):
    assert page.count("Quinces &lt; quince jelly</text>") == 7
    text = "\n".join(one.extract_text() for one in printed.pages)
    assert text.count("Quinces < quince jelly") == 7


def test_the_base_row_belongs_to_the_head(page):
    table = page[page.index('id="tbl-sector"') :]
    head = table[table.index("<thead") : table.index("</thead>")]
    assert "n = 105" in head


def test_tinted_cells_carry_their_class(page):
    assert re.search(r'<td class="top3"[^>]*><span class="top3">1</span>', page)


def test_spanning_heads_survive(page):
    assert re.search(r'<th colspan="5"[^>]*scope="colgroup"[^>]*>Sector</th>', page)


def test_lists_in_cells_survive(page):
    table = page[page.index('id="tbl-farming-objectives"') :]
    assert "<li>Service levels met</li>" in table[: table.index("</table>")]


def test_the_pdf_is_tagged_for_accessibility(printed):
    assert printed.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert printed.trailer["/Root"]["/Lang"].startswith("en")
    assert b"pdfuaid:part" in printed.trailer["/Root"]["/Metadata"].get_data()
    assert printed.metadata.title == "Strategic Priorities of B2B Customer Management"


def test_the_pdf_has_bookmarks_of_all_chapters(printed):
    def titles(items):
        for item in items:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item.title

    found = list(titles(printed.outline))
    assert "Executive summary" in found
    assert "2.1 Relationship & Value Building (Farming)" in found


def test_the_pdf_shows_every_float_once(printed):
    text = "\n".join(page.extract_text() for page in printed.pages).replace("\u00a0", " ")
    captions = re.findall(r"^((?:Table|Figure) \d) [A-Z]", text, re.MULTILINE)
    tables = [f"Table {number}" for number in range(1, 8)]
    figures = [f"Figure {number}" for number in range(1, 7)]
    assert sorted(captions) == sorted(tables + figures)
    assert "@tbl" not in text


def test_only_the_fonts_of_the_report_are_in_the_pdf(printed):
    names = set()
    for page in printed.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            names.add(font.get_object()["/BaseFont"].split("+")[-1])
    assert names
    assert all(name.startswith("SourceSansPro") for name in names)


def test_word_has_real_styles(word):
    styles = set(re.findall(r'<w:pStyle w:val="([^"]+)"', word))
    wanted = {"Title", "Heading1", "Heading2", "Heading3", "TableCaption", "ImageCaption", "Quote"}
    assert wanted <= styles


def test_word_captions_and_references_are_fields(word):
    assert word.count(" SEQ Table ") == 7
    assert word.count(" SEQ Figure ") == 6
    assert " REF _tbl_overall " in word
    bookmarks = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', word))
    assert set(re.findall(r" REF (\S+) ", word)) <= bookmarks


def test_word_lists_its_chapters_with_a_field_for_the_page_of_each(word):
    entries = re.findall(r'<w:p><w:pPr><w:pStyle w:val="TOC[12]"/>.*?</w:p>', word)
    assert len(re.findall(r'w:val="TOC2"', "".join(entries))) == 6
    # No page is known before the pages are set: who opens the document is told to fill it.
    opens = '"begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF '
    pages = [re.findall(opens + r"(\w{1,40}) \\h ", entry) for entry in entries]
    assert all(len(one) == 1 for one in pages)
    # A bookmark stands within its heading: offices lose some that hold a whole section.
    headings = re.findall(r'<w:pStyle w:val="Heading[12]"/>.*?</w:p>', word)
    marks = [re.findall(r'<w:bookmarkStart [^>]*w:name="(_\w+)"/>', one) for one in headings]
    assert [one for (one,) in pages] == [name for names in marks for name in names]
    assert " TOC " not in word


def test_bookmarks_of_word_tell_long_and_foreign_ids_apart(document):
    ids = ["sec-" + "long-" * 9 + end for end in "ab"] + ["sec-обзор", "sec-вывод", "sec-a"]
    text = "\n\n".join(f"# Title {{#{one}}}\n\n## Below {{#{one}-below}}" for one in ids)
    content = pandoc(
        "--to=docx",
        "--output=-",
        f"--lua-filter={document.folder / 'style' / 'cover.lua'}",
        source=text.encode(),
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("word/document.xml").decode()
    names = re.findall(r" PAGEREF (\S+) ", page)
    assert len(names) == 2 * len(ids) == len(set(names))
    assert "_sec_a" in names
    assert all(re.fullmatch(r"_\w{1,39}", name, re.ASCII) for name in names)


def test_word_gives_the_page_of_each_chapter_that_opens_a_part(word):
    bookmarks = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', word)
    entries = re.findall(r'<w:p><w:pPr><w:pStyle w:val="ChapterEntry"/>.*?</w:p>', word)
    pages = [re.findall(r"<w:tab/>.* PAGEREF (\S+) ", entry) for entry in entries]
    assert len(pages) >= 2
    assert all(len(one) == 1 and one[0] in bookmarks for one in pages)


def test_word_opens_each_quote_with_a_mark(word):
    quotes = re.findall(r'<w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr>.*?</w:p>', word)
    mark = '<w:r><w:rPr><w:rStyle w:val="QuoteMark"/></w:rPr><w:t>“</w:t></w:r>'
    assert quotes
    assert [one.count(mark) for one in quotes] == [1] * len(quotes)


def test_pictures_of_word_keep_nothing_free_beside_them(word):
    pictures = re.findall(r"<wp:inline[^>]*>", word)
    assert pictures
    assert all(f'{side}="0"' in one for one in pictures for side in ("distL", "distR"))


def test_word_tints_the_top_three(word):
    table = word[word.index(" REF ") :]
    assert 'w:fill="E6EFF2"' in table


def test_word_pictures_have_alt_text(word):
    pictures = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', word)
    # The motif comes first and says nothing.
    assert pictures[0] == ""
    assert len(pictures) == 7
    assert all(pictures[1:])


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_the_same_document_gives_the_same_bytes(document, tmp_path, form):
    first = embedded.render(document, form, tmp_path / f"a.{form}").read_bytes()
    assert embedded.render(document, form, tmp_path / f"b.{form}").read_bytes() == first


def test_other_formats_are_refused_with_the_way_to_get_them(document, tmp_path):
    with pytest.raises(InputError, match=r"no 'pptx'.*html, pdf, docx.*--engine quarto"):
        embedded.render(document, "pptx", tmp_path / "report.pptx")
    assert not (tmp_path / "report.pptx").exists()


def test_of_many_errors_of_typst_the_first_are_told_and_the_rest_counted() -> None:
    class FailedError(Exception):
        diagnostic = "\n\n".join(
            f"error: no glyph {number}\n = hint: a font" for number in range(40)
        )
        hints = ["try a font"] * 40

    said = embedded._said(FailedError())
    assert "no glyph 2" in said
    assert "no glyph 3" not in said
    assert said.endswith("and 37 more; try a font")
    assert embedded._said(ValueError("error: once")) == "error: once"


def test_of_warnings_of_typst_what_readers_would_see_is_told_first_and_each_once() -> None:
    many = [f"unknown font family: {name}" for name in "abcde"]
    unsettled = [
        "value of the page counter did not converge",
        "a measured element did not stabilize",
    ]
    assert embedded._warned([]) == []
    assert embedded._warned(["odd", "odd"]) == ["Typst, pdf: odd"]
    said = embedded._warned([*many, *unsettled])
    assert said[0] == "report.pdf did not settle: the pages that its contents name may be wrong"
    assert said[1:] == [
        "Typst, pdf: unknown font family: a",
        "Typst, pdf: unknown font family: b",
        "Typst, pdf: unknown font family: c",
        "Typst, pdf: and 2 more warnings",
    ]


def test_a_report_sets_its_pages_without_a_warning(document, tmp_path):
    warnings = []
    embedded.render(document, "pdf", tmp_path / "report.pdf", warnings.append)
    assert warnings == []


def test_what_typst_warns_of_is_told(document, tmp_path):
    folder = shutil.copytree(document.folder, tmp_path / "report")
    look = folder / "style" / "look.typ"
    look.write_text(
        look.read_text("utf-8") + '\n#let odd = text(font: "No Such Family")[a]\n#odd\n'
    )
    warnings = []
    moved = dataclasses.replace(document, path=folder / document.path.name)
    embedded.render(moved, "pdf", tmp_path / "report.pdf", warnings.append)
    assert warnings == ["Typst, pdf: unknown font family: no such family"]
